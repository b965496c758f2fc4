import { addressKey } from '../../../../../worker/domain/address.ts'
import type { OpenedInvitation, PersonView } from '../../../../../worker/domain/views.ts'

/** What an invitation says while it can be accepted. */
export type PendingInvitation = Extract<OpenedInvitation, { state: 'pending' }>

/** What the holder of a pending invitation does next. */
export type Step = 'create_account' | 'sign_in' | 'switch_account' | 'accept'

/** R22 to R24. */
export function stepOf(invitation: PendingInvitation, viewer: PersonView | null): Step {
  if (viewer) return isFor(invitation.email, viewer) ? 'accept' : 'switch_account'
  return invitation.hasAccount ? 'sign_in' : 'create_account'
}

/** Whether an address is the viewer's, however the two are spelled (R6). */
function isFor(email: string, viewer: PersonView): boolean {
  const key = addressKey(email)
  return key !== null && key === addressKey(viewer.email)
}
