import type { Decision, Moment } from '../change.ts'
import type { InvitationRecord } from '../records.ts'
import { allow, refuse, type Decided } from '../refusal.ts'

/** R28: by whoever holds the link of the last sending; also what is on hold or has expired may be turned down. */
export function decideDecline(
  { organizationId, invitation }: { organizationId: string; invitation: InvitationRecord | null },
  { generation }: { generation: number },
  { now }: Pick<Moment, 'now'>,
): Decided<Decision<{ organizationId: string }>> {
  if (!invitation) return refuse('not_found')
  const isOpen = invitation.status === 'pending' || invitation.status === 'expired'
  if (generation !== invitation.generation || !isOpen) return refuse('invitation_not_pending')
  return allow({
    changes: [
      {
        kind: 'invitations.close',
        invitationIds: [invitation.id],
        status: 'declined',
        closedAt: now,
        acceptedBy: null,
      },
    ],
    events: [{ verb: 'invitation.decline', subjectId: invitation.id, details: {} }],
    answer: { organizationId },
  })
}
