import type { Decision, Moment } from '../change.ts'
import type { InvitationRecord, Viewer } from '../records.ts'
import { allow, refuse, type Decided } from '../refusal.ts'
import type { InvitationView } from '../views.ts'
import { refuseCanceling } from './permissions.ts'
import { presentInvitation } from './present.ts'

/** R15. */
export function decideCancel(
  { actor, invitation }: { actor: Viewer; invitation: InvitationRecord | null },
  { now }: Pick<Moment, 'now'>,
): Decided<Decision<InvitationView>> {
  if (!invitation) return refuse('not_found')
  const refused = refuseCanceling(actor, invitation)
  if (refused) return refused
  const { id: invitationId } = invitation
  return allow({
    changes: [
      {
        kind: 'invitations.close',
        invitationIds: [invitationId],
        status: 'canceled',
        closedAt: now,
        acceptedBy: null,
      },
    ],
    events: [{ verb: 'invitation.cancel', subjectId: invitationId, details: {} }],
    answer: presentInvitation({ ...invitation, status: 'canceled', closedAt: now }, actor, now),
  })
}
