import { sql, type SQL } from 'drizzle-orm'
import type { Given } from './kept.ts'
import { plain } from './page.ts'

/** A total with a search or filter is counted up to here. */
const mostCounted = 1_000

/**
 * What a page's rows are taken from where something narrows the list down. Up to `mostCounted` candidates are
 * picked one by one, and sorted; where there are more, the list's own index is walked, in which they stand close
 * together. `mayPick` leaves the candidates alone where it does not hold.
 */
export type Narrowing = { candidates: SQL; mayPick: SQL }

/** For the head of a statement: `some`, the candidates as far as they are counted, and `chosen`, whether to pick them. */
export function withCandidates({ candidates, mayPick }: Narrowing): SQL {
  return sql`WITH some (id) AS MATERIALIZED (${countable(candidates, mayPick)}),
    chosen (is_picked) AS MATERIALIZED (SELECT ${mayPick} AND count(*) <= ${plain(mostCounted)} FROM some)`
}

/** Ids as far as they are counted, where a condition holds; where it does not, none is read. */
export function countable(ids: SQL, condition: SQL): SQL {
  return sql`SELECT id FROM (${ids}) LIMIT iif(${condition}, ${plain(mostCounted + 1)}, 0)`
}

/** Limits of the two ways. SQLite looks at them before it reads a row, and at a condition only with each. */
export const limitOfPick = (limit: Given<number>) =>
  sql`(SELECT iif(is_picked, ${limit}, 0) FROM chosen)`
export const limitOfWalk = (limit: Given<number>) =>
  sql`(SELECT iif(is_picked, 0, ${limit}) FROM chosen)`

/** How many of the candidates, as far as they were counted, are wanted: at least as many as a page shows. */
export function totalOf(found: { candidates: number; wanted: number } | undefined, shown: number) {
  const { candidates, wanted } = found ?? { candidates: 0, wanted: 0 }
  return {
    total: Math.max(Math.min(wanted, mostCounted), shown),
    isTotalCapped: candidates > mostCounted,
  }
}
