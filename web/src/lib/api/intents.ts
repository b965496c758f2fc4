/**
 * Ids of operations, one for each thing that the user means to do. As long as its outcome is unknown, meaning the
 * same again gives the same id, so that it takes effect once also when an answer was lost on the way.
 */
export function intents() {
  const open = new Map<string, string>()
  return {
    idOf(intent: unknown): string {
      const key = JSON.stringify(intent)
      const id = open.get(key) ?? crypto.randomUUID()
      open.set(key, id)
      return id
    },
    /** Its outcome is known: meaning the same again is another operation. */
    settle(intent: unknown): void {
      open.delete(JSON.stringify(intent))
    },
  }
}
