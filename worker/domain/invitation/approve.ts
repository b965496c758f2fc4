import type { Decision, Moment } from '../change.ts'
import type { InvitationRecord, Viewer } from '../records.ts'
import { allow, refuse, type Decided } from '../refusal.ts'
import type { InvitationView } from '../views.ts'
import { refuseApproving } from './permissions.ts'
import { presentInvitation } from './present.ts'
import { statusAt } from './status.ts'

/**
 * R26: whoever approves becomes the sponsor of what is on hold, and the link that was mailed works again. What is
 * pending already has a sponsor who may, and stays as it is.
 */
export function decideApprove(
  { actor, invitation }: { actor: Viewer; invitation: InvitationRecord | null },
  { now }: Pick<Moment, 'now'>,
): Decided<Decision<InvitationView>> {
  if (!invitation) return refuse('not_found')
  const refused = refuseApproving(actor, invitation, now)
  if (refused) return refused
  if (statusAt(invitation, now) === 'pending') {
    return allow({ changes: [], events: [], answer: presentInvitation(invitation, actor, now) })
  }
  const { id: invitationId } = invitation
  return allow({
    changes: [{ kind: 'invitation.setSponsor', invitationId, sponsorId: actor.id }],
    events: [{ verb: 'invitation.approve', subjectId: invitationId, details: {} }],
    answer: presentInvitation({ ...invitation, sponsor: actor }, actor, now),
  })
}
