/** Logs what failed, but nothing of what it was about: a message of drizzle's holds the values of its query. */
export function logFailure(event: string, error: unknown): void {
  console.error(JSON.stringify({ event, reason: reasonOf(error) }))
}

function reasonOf(error: unknown): string {
  // A message names what it is about after a colon, if at all.
  if (typeof error === 'string') return error.split(':')[0]?.slice(0, 80) ?? ''
  if (!(error instanceof Error)) return typeof error
  if (error.cause instanceof Error) return reasonOf(error.cause)
  // D1 names tables and columns, never values.
  return error.message.startsWith('D1_ERROR') ? error.message : error.name
}
