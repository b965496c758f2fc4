import type { Failure } from '#lib/api/failure.ts'
import type { InviteOutcome } from '#lib/domain.ts'

/**
 * The refusal with which a list ran into the limit on mails (R42), after which nobody of it was invited any more.
 * An address that has had too many mails is refused alone; the list goes on after it.
 */
export function limitReached(outcomes: readonly InviteOutcome[]): Failure | undefined {
  const at = outcomes.findIndex(isLimited)
  const first = outcomes[at]
  if (first?.outcome !== 'refused') return undefined
  if (outcomes.slice(at).some(({ outcome }) => outcome === 'invited')) return undefined
  const { reason, retryAfter } = first
  return retryAfter === undefined ? { reason } : { reason, retryAfter }
}

export function isLimited(outcome: InviteOutcome): boolean {
  return outcome.outcome === 'refused' && outcome.reason === 'rate_limited'
}
