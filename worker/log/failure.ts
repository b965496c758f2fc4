import { isOutage } from '../deadline.ts'
import { log } from './log.ts'

/** A database that is down comes back by itself; what else fails these is the program's own fault, and waits for a person. */
const alarmsUnlessDown = new Set(['command_failed', 'commit_failed'])

/** Logs what failed as one line, with `about` as its ids and names of ours; nothing of what anybody typed. */
export function logFailure(
  event: string,
  error: unknown,
  about: Record<string, string | undefined> = {},
): void {
  const isAlarm = alarmsUnlessDown.has(event) && !isOutage(error)
  log('error', event, { ...about, failure: failureOf(error), ...(isAlarm && { alarm: true }) })
}

/** A failure in words that hold no address, token or name: a message of drizzle's has the values of its query. */
function failureOf(error: unknown): string {
  // A message names what it is about after a colon, if at all.
  if (typeof error === 'string') return error.split(':')[0]?.slice(0, 80) ?? ''
  if (!(error instanceof Error)) return typeof error
  // D1 names tables and columns, never values; a configuration's error names variables.
  const isHarmless = error.message.startsWith('D1_ERROR') || error.name === 'ConfigurationError'
  if (isHarmless) return error.message.slice(0, 300)
  return error.cause instanceof Error ? failureOf(error.cause) : error.name
}
