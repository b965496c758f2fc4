const minute = 60_000
const hour = 60 * minute

// The provider forgets an idempotency key after 24 hours; a try after that could send a second mail. The last
// one begins a little before, so that it is over by then.
export const keyLifetimeMs = 24 * hour - 5 * minute

const waits = [minute, 5 * minute, 15 * minute, hour]

/** How long to wait after the n-th try, in milliseconds. The provider's own word (seconds) stands instead, but for hurry. */
export function backoffMs(attempts: number, retryAfter: number | null): number {
  if (retryAfter !== null) return Math.max(minute, retryAfter * 1000)
  return waits[Math.max(attempts, 1) - 1] ?? hour
}
