/** One of many rows, and what became of it. */
export type RowResult<Row> = { row: Row; outcome: Outcome }
type Outcome = { state: 'waiting' | 'running' | 'done' } | { state: 'failed'; error: unknown }

export type Many = {
  /** Does what is not done yet, and resolves when nothing of it is under way any more. */
  run: () => Promise<void>
  /** What is under way comes to its end; what waits stays waiting. */
  stop: () => void
}

/** As many at once as keep an organization's one queue busy, without being the whole of it. */
const atOnce = 4

/**
 * Does the same thing to many rows, one call each, and tells after each step how all of them are. Each row keeps the
 * id of its operation as long as it isn't done, so running again what failed takes effect once, also where only the
 * answer was lost.
 */
export function runMany<Row>(
  rows: readonly Row[],
  carryOut: (row: Row, operationId: string) => Promise<unknown>,
  onChange: (results: RowResult<Row>[]) => void,
): Many {
  const waiting: Outcome = { state: 'waiting' }
  const entries = rows.map((row): RowResult<Row> & { operationId: string } => ({
    row,
    outcome: waiting,
    operationId: crypto.randomUUID(),
  }))
  let queue: typeof entries = []
  const tell = () => onChange(entries.map(({ row, outcome }) => ({ row, outcome })))

  async function work(): Promise<void> {
    for (let entry = queue.shift(); entry; entry = queue.shift()) {
      entry.outcome = { state: 'running' }
      tell()
      entry.outcome = await carryOut(entry.row, entry.operationId).then(
        (): Outcome => ({ state: 'done' }),
        (error: unknown): Outcome => ({ state: 'failed', error }),
      )
      tell()
    }
  }

  return {
    async run() {
      queue = entries.filter(({ outcome }) => outcome.state !== 'done')
      for (const entry of queue) entry.outcome = waiting
      tell()
      await Promise.all(Array.from({ length: atOnce }, work))
    },
    stop: () => void (queue = []),
  }
}
