import type { Decision, Moment } from '../change.ts'
import { allow, type Decided } from '../refusal.ts'

/** Records as expired what is (R10). Nothing depends on when this runs: `statusAt` reads expiry without it. */
export function decideExpire(
  { pending }: { pending: { id: string; expiresAt: number }[] },
  { now }: Pick<Moment, 'now'>,
): Decided<Decision<{ expired: number }>> {
  const due = pending.filter(({ expiresAt }) => now >= expiresAt)
  return allow({
    changes:
      due.length > 0
        ? [{ kind: 'invitations.expire', invitationIds: due.map(({ id }) => id) }]
        : [],
    events: due.map(({ id }) => ({ verb: 'invitation.expire', subjectId: id, details: {} })),
    concerns: [{ topic: 'invitations', invitationIds: due.map(({ id }) => id) }],
    answer: { expired: due.length },
  })
}
