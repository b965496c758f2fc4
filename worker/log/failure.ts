import { log } from './log.ts'

/** Logs what failed as one line, with `about` as its ids and names of ours; nothing of what anybody typed. */
export function logFailure(
  event: string,
  error: unknown,
  about: Record<string, string | undefined> = {},
): void {
  log('error', event, { ...about, failure: failureOf(error) })
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
