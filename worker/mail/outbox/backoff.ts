import type { Handled } from './settle.ts'

const second = 1000
const minute = 60 * second
const hour = 60 * minute

// The provider forgets an idempotency key after 24 hours; a try after that could send a second mail. The last
// one begins a little before, so that it is over by then.
export const keyLifetimeMs = 24 * hour - 5 * minute

const waits = [minute, 5 * minute, 15 * minute, hour]

/** How long a mail waits after its n-th try, in milliseconds. The provider's own word (seconds) stands instead, but for hurry. */
export function backoffMs(attempts: number, retryAfter: number | null): number {
  if (retryAfter !== null) return Math.max(minute, retryAfter * second)
  return waits[Math.max(attempts, 1) - 1] ?? hour
}

// Over before the job rings again.
const briefPauseMs = 50 * second

/** How long no mail at all is tried after this outcome, in milliseconds; `null` when the others may go on. */
export function pauseMs(outcome: Handled['outcome']): number | null {
  switch (outcome.kind) {
    case 'retry':
      return outcome.retryAfter === null ? null : outcome.retryAfter * second
    case 'wait':
      return outcome.retryAfter === null ? briefPauseMs : outcome.retryAfter * second
    case 'stop':
      return Math.max(briefPauseMs, (outcome.retryAfter ?? 0) * second)
    case 'sent':
    case 'permanent':
    case 'conflict':
    case 'untried':
    case 'obsolete':
    case 'gave_up':
      return null
  }
}
