import type { Decision, Moment } from '../change.ts'
import type { InvitationRecord } from '../records.ts'
import { allow, refuse, type Decided } from '../refusal.ts'
import { refuseOpening } from './permissions.ts'

export type AcceptSnapshot = {
  organizationId: string
  invitation: InvitationRecord | null
  /** The account that asks; its `email` is an address key. */
  account: { id: string; email: string; emailVerified: boolean } | null
  isMember: boolean
}

/** R24 to R27: everything is checked anew at this instant. `generation` comes from a link whose secret was checked. */
export function decideAccept(
  { organizationId, invitation, account, isMember }: AcceptSnapshot,
  { generation, contentVersion }: { generation: number; contentVersion: number },
  { now }: Pick<Moment, 'now'>,
): Decided<Decision<{ organizationId: string }>> {
  if (!invitation || !account) return refuse('not_found')
  const refused = refuseOpening(invitation, generation, now)
  if (refused) return refused
  // An unverified equal address proves nothing.
  if (!account.emailVerified || account.email !== invitation.emailKey)
    return refuse('wrong_account')
  if (isMember) return refuse('already_member')
  if (contentVersion !== invitation.contentVersion) return refuse('content_changed')

  const { id: invitationId, role, grants } = invitation
  return allow({
    changes: [
      {
        kind: 'invitations.close',
        invitationIds: [invitationId],
        status: 'accepted',
        closedAt: now,
        acceptedBy: account.id,
      },
      { kind: 'membership.insert', userId: account.id, role, joinedAt: now, grants },
    ],
    events: [
      {
        verb: 'invitation.accept',
        subjectId: invitationId,
        details: { userId: account.id, role, grants },
      },
    ],
    answer: { organizationId },
  })
}
