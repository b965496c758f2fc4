import { fillPlaceholders, sql, type Placeholder } from 'drizzle-orm'
import { database, type Database } from '../database.ts'

/** A value, or what a kept query is given in its place each time that it is read. */
export type Given<T> = T | Placeholder
export const given = (name: string): Placeholder => sql.placeholder(name)

/**
 * A query that is built when it is first read, and kept, by whatever database: to build one takes longer than to
 * answer it. `rows` is there for its type alone.
 */
export type Kept<R> = { prepared: (d1: D1Database) => Prepared; rows?: R }

type Prepared = {
  getQuery: () => { sql: string; params: unknown[] }
  mapResult: (result: unknown, isFromBatch: boolean) => unknown
}

export function kept<R>(
  build: (db: Database) => PromiseLike<R> & { prepare: () => Prepared },
): Kept<R> {
  let prepared: Prepared | undefined
  return { prepared: (d1) => (prepared ??= build(database(d1)).prepare()) }
}

type Queries = Record<string, Kept<unknown> | false>
type Rows<Q extends Queries> = {
  [N in keyof Q]: Exclude<Q[N], false> extends Kept<infer R> ? R : never
}

/**
 * Reads kept queries as one batch, that is in one round trip and of one snapshot, and answers their rows by name.
 * What is `false` is not read, and has none.
 */
export async function readKept<Q extends Queries>(
  d1: D1Database,
  queries: Q,
  values: Record<string, unknown>,
): Promise<Rows<Q>> {
  const wanted = Object.entries(queries).flatMap(([name, query]) =>
    query === false ? [] : { name, prepared: query.prepared(d1) },
  )
  const statements = wanted.map(({ prepared }) => {
    const query = prepared.getQuery()
    return d1.prepare(query.sql).bind(...fillPlaceholders(query.params, values))
  })
  const results = await d1.batch(statements)
  const rows = new Map(
    wanted.map(({ name, prepared }, at) => [name, prepared.mapResult(results[at], true)]),
  )
  const answered = Object.keys(queries).map((name) => [name, rows.get(name) ?? []])
  return Object.fromEntries(answered) as Rows<Q>
}
