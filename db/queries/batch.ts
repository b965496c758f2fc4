import type { BatchItem } from 'drizzle-orm/batch'
import type { Database } from '../database.ts'

type Queries = Record<string, BatchItem<'sqlite'> & PromiseLike<unknown>>
export type Rows<Q extends Queries> = { [K in keyof Q]: Awaited<Q[K]> }

/** Runs two sets of named queries as one `db.batch`, that is one round trip and one snapshot, and answers their rows by name. */
export async function readBatch<Q extends Queries, R extends Queries>(
  db: Database,
  queries: Q,
  more: R,
): Promise<[Rows<Q>, Rows<R>]> {
  const [first, ...others] = [...Object.values(queries), ...Object.values(more)]
  const answers: unknown[] = first === undefined ? [] : await db.batch([first, ...others])
  const named = (names: string[], from: number) =>
    Object.fromEntries(names.map((name, at) => [name, answers[from + at]]))
  const names = Object.keys(queries)
  return [named(names, 0) as Rows<Q>, named(Object.keys(more), names.length) as Rows<R>]
}
