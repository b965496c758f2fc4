import { sql, type SQL } from 'drizzle-orm'
import { plain } from './page.ts'

/** A total with a search or filter is counted up to here. */
export const mostCounted = 1_000

/**
 * What a filter takes a page's rows from. Up to `mostCounted` candidates are picked one by one, and sorted; where
 * there are more, the list's own index is walked, in which they stand close together.
 */
export function narrowing(candidates: SQL) {
  const some = sql`(SELECT id FROM (${candidates}) LIMIT ${plain(mostCounted + 1)})`
  const size = sql`(SELECT count(*) FROM ${some})`
  return { some, size, isNarrow: sql`${size} <= ${plain(mostCounted)}` }
}

export type Narrowing = ReturnType<typeof narrowing>

/** How many of the candidates, as far as they were counted, are wanted. */
export function totalOf(found: { candidates: number; wanted: number } | undefined) {
  const { candidates, wanted } = found ?? { candidates: 0, wanted: 0 }
  return { total: Math.min(wanted, mostCounted), isTotalCapped: candidates > mostCounted }
}
