/** Clean-up of tables that lie in the order of time, so that no write pays for an index on it. */

/** Which rows of a table a job still owes something to, in SQL. */
export type Owed = { table: 'audit_event' | 'outbox_mail'; isOwed: string }

/**
 * The stretch of places in which all rows older than an instant are that are owed something. It walks back through
 * the table, in strides twice as long each, until it meets what an earlier run has done. Whoever goes through it does
 * the oldest first: a run that is killed, or has too much to do, leaves the rest where the next one walks back over it.
 */
export async function owedStretch(
  d1: D1Database,
  { table, isOwed }: Owed,
  old: number,
  firstStride: number,
): Promise<{ from: number; before: number }> {
  const look = d1.prepare(
    `SELECT (SELECT "created_at" FROM "${table}" WHERE "place" >= ?1 ORDER BY "place" LIMIT 1) AS "oldest",
    EXISTS (SELECT 1 FROM "${table}" WHERE "place" >= ?1 AND "place" < ?2 AND "created_at" < ?3 AND ${isOwed}) AS "isOwed"`,
  )
  const last = await d1.prepare(`SELECT max("place") AS "last" FROM "${table}"`).first('last')
  let before = Number(last ?? 0) + 1
  let from = before
  let hasMet = false
  for (let stride = firstStride; from > 1; stride *= 2) {
    const to = from
    from = Math.max(1, to - stride)
    const found = await look.bind(from, to, old).first<{ oldest: number | null; isOwed: number }>()
    hasMet ||= found?.isOwed === 1
    if (found?.isOwed === 1) continue
    if ((found?.oldest ?? 0) < old) break
    if (!hasMet) before = from
  }
  return { from, before }
}
