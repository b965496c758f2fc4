import { inEachDatabase } from '../in-each-database.ts'

const keptMs = 3 * 24 * 60 * 60 * 1000
// With the jobs beside it, less than the thousand queries that D1 allows an invocation.
const chunk = 4000
const mostChunks = 250

/**
 * Forgets what operations answered once nobody sends them again; that they took place stays recorded. It walks
 * back through the table, which lies in the order of time (so that no write pays for an index on it), in strides
 * twice as long each, until it meets what an earlier run has forgotten. From there it forgets the oldest first: a
 * run that is killed, or has too much to do, leaves the rest where the next one walks back over it.
 */
export const forgetOldAnswers = inEachDatabase('forget-old-answers', async (d1, now) => {
  const old = now - keptMs
  const { from, before } = await owed(d1, old)
  const forget = d1.prepare(
    `UPDATE "audit_event" SET "answer" = NULL WHERE "rowid" >= ?1 AND "rowid" < ?2
      AND "created_at" < ?3 AND "answer" IS NOT NULL`,
  )
  let forgotten = 0
  for (let chunks = 0; chunks < mostChunks && from + chunks * chunk < before; chunks += 1) {
    const start = from + chunks * chunk
    const { meta } = await forget.bind(start, Math.min(start + chunk, before), old).run()
    forgotten += meta.changes
  }
  return { forgotten }
})

/** The stretch of rows in which all answers are that are to be forgotten. */
async function owed(d1: D1Database, old: number): Promise<{ from: number; before: number }> {
  const look = d1.prepare(
    `SELECT (SELECT "created_at" FROM "audit_event" WHERE "rowid" >= ?1 ORDER BY "rowid" LIMIT 1) AS "oldest",
    EXISTS (SELECT 1 FROM "audit_event" WHERE "rowid" >= ?1 AND "rowid" < ?2 AND "created_at" < ?3 AND "answer" IS NOT NULL) AS "isOwed"`,
  )
  const last = await d1.prepare(`SELECT max("rowid") AS "last" FROM "audit_event"`).first('last')
  let before = Number(last ?? 0) + 1
  let from = before
  let hasMet = false
  for (let stride = chunk; from > 1; stride *= 2) {
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
