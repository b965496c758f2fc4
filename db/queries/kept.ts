import { fillPlaceholders, sql, type Placeholder } from 'drizzle-orm'
import { database, type AnyD1, type Database } from '../database.ts'
import { Recent } from '../recent.ts'

/** A value, or what a kept query is given in its place each time that it is read. */
export type Given<T> = T | Placeholder
export const given = (name: string): Placeholder => sql.placeholder(name)

/**
 * A query that is built when it is first read, and kept, by whatever database: to build one takes longer than to
 * answer it. `rows` is there for its type alone.
 */
export type Kept<R> = {
  prepared: (d1: AnyD1) => Prepared
  /** Its own. */
  id: number
  rows?: R
}

let lastId = 0

type Prepared = {
  getQuery: () => { sql: string; params: unknown[] }
  mapResult: (result: unknown, isFromBatch: boolean) => unknown
}

export function kept<R>(
  build: (db: Database) => PromiseLike<R> & { prepare: () => Prepared },
): Kept<R> {
  let prepared: Prepared | undefined
  return {
    prepared: (d1) => (prepared ??= build(database(d1)).prepare()),
    id: (lastId += 1),
  }
}

/** A list has hundreds of shapes, of which few are asked for; those of one take up some 60 KB. */
const mostShapes = 100

/** Queries that are built and kept for each shape that what they are asked for may have: plain data. */
export function keptByShape<S, Q extends Queries>(build: (shape: S) => Q): (shape: S) => Q {
  const built = new Recent<string, Q>(mostShapes)
  return (shape) => {
    const key = JSON.stringify(shape)
    const known = built.get(key)
    if (known) return known
    const queries = build(shape)
    built.set(key, queries)
    return queries
  }
}

export type Queries = Record<string, Kept<unknown> | false | null>
export type Rows<Q extends Queries> = {
  [N in keyof Q]: Exclude<Q[N], false | null> extends Kept<infer R> ? R : never
}

/** A kept statement with what is given to it, for a batch. */
export function filled(statement: Kept<unknown>, values: Record<string, unknown>) {
  return (d1: AnyD1): D1PreparedStatement => {
    const query = statement.prepared(d1).getQuery()
    return d1.prepare(query.sql).bind(...fillPlaceholders(query.params, values))
  }
}

/**
 * Carries out kept statements as one batch, that is in one round trip and of one snapshot, and answers their rows by name.
 * What is `false` or `null` is not read, and has none.
 */
export async function batchKept<Q extends Queries>(
  d1: AnyD1,
  queries: Q,
  values: Record<string, unknown>,
): Promise<Rows<Q>> {
  const wanted = Object.entries(queries).flatMap(([name, query]) => (query ? { name, query } : []))
  const statements = wanted.map(({ query }) => filled(query, values)(d1))
  const results = await d1.batch(statements)
  const rows = new Map(
    wanted.map(({ name, query }, at) => [name, query.prepared(d1).mapResult(results[at], true)]),
  )
  const answered = Object.keys(queries).map((name) => [name, rows.get(name) ?? []])
  return Object.fromEntries(answered) as Rows<Q>
}
