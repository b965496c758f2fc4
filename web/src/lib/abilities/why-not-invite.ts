import { m } from '#lib/paraglide/messages.js'
import { can, isWithinCeiling, type OrganizationRole } from '#lib/domain.ts'

/** Why somebody of this role can't invite, or can't invite as a role, or `undefined` (R1, R2). */
export function whyNotInvite(actor: OrganizationRole, as?: OrganizationRole): string | undefined {
  if (!can(actor, 'invitation.create')) return m.why_not_invite()
  if (as && !isWithinCeiling(actor, as)) return m.why_not_invite_owner()
  return undefined
}
