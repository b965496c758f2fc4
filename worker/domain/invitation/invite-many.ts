import { addressKey } from '../address.ts'
import type { Decision, Moment } from '../change.ts'
import type { Locale } from '../mail.ts'
import { allow, refuse, type Decided } from '../refusal.ts'
import { can } from '../roles.ts'
import type { InviteManyView, InviteOutcome } from '../views.ts'
import { inviteesOf, inviting, isInTheWay, type Asked, type InviteSnapshot } from './invite.ts'

export type InviteManyInput = { invitations: Asked[]; locale: Locale; dryRun: boolean }

/**
 * Each address by itself and in the order of the list, by the same rules as one alone: what can be invited is
 * invited, the others are told why not. A dry run tells the same and changes nothing.
 */
export function decideInviteMany(
  snapshot: InviteSnapshot & { organizationId: string },
  { invitations, locale, dryRun }: InviteManyInput,
  moment: Moment,
): Decided<Decision<InviteManyView>> {
  if (!can(snapshot.actor.role, 'invitation.create')) return refuse('not_permitted')
  const invite = inviteesOf(snapshot, moment)
  const pending = new Map(
    snapshot.open
      .filter((other) => isInTheWay(other, moment.now))
      .map(({ emailKey, id }) => [emailKey, id]),
  )
  /** Where in the list an address stood first, or was invited. */
  const places = new Map<string, number>()

  const decided = invitations.map((asked, at) => ({ email: asked.email, at, one: invite(asked) }))
  const items = decided.map(({ email, at, one }): InviteOutcome => {
    const key = addressKey(email) ?? ''
    const duplicateOf = places.get(key)
    if (one.ok || duplicateOf === undefined) places.set(key, at)
    if (one.ok) {
      return { email, outcome: 'invited', invitationId: dryRun ? null : one.value.invitation.id }
    }
    const { reason } = one.refusal
    if (reason !== 'already_invited') return { email, outcome: 'refused', ...one.refusal }
    const invitationId = pending.get(key)
    return {
      email,
      outcome: 'refused',
      reason,
      ...(invitationId !== undefined && { invitationId }),
      ...(duplicateOf !== undefined && { duplicateOf }),
    }
  })
  const invitees = decided.flatMap(({ one }) => (one.ok ? one.value : []))
  const counts = { invited: invitees.length, refused: items.length - invitees.length }
  const answer: InviteManyView = { items, ...counts }
  if (dryRun || invitees.length === 0)
    return allow({ changes: [], events: [], concerns: [], answer })

  const { changes, events, concerns } = inviting(snapshot, invitees, locale, moment)
  // The first one carries the operation and its answer, so it is of the command, not of one of its invitations.
  const event = {
    verb: 'invitation.createMany',
    subjectId: snapshot.organizationId,
    details: counts,
  }
  return allow({ changes, events: [event, ...events], concerns, answer })
}
