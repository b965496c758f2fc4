import { inEachDatabase } from '../in-each-database.ts'

const day = 24 * 60 * 60 * 1000
const keptMs = 30 * day
// With the jobs beside it, less than the thousand queries that D1 allows an invocation.
const chunk = 2000
const mostChunks = 100

/**
 * Erases what mails older than 30 days said. The rows stay, for they say whether an invitation's mail was
 * delivered; those of other mails go. It walks back in time, in strides twice as long each, until it meets what an
 * earlier run has erased. From there it erases the oldest first: a run that is killed, or has too much to do, leaves
 * the rest where the next one walks back over it.
 */
export const eraseOldMails = inEachDatabase('erase-old-mails', async (d1, now) => {
  const newest = d1.prepare(
    `SELECT max("created_at") AS "to" FROM (SELECT "created_at" FROM "outbox_mail"
      WHERE "created_at" >= ?1 AND "created_at" < ?2 ORDER BY "created_at" LIMIT ${chunk})`,
  )
  const remove = d1.prepare(
    `DELETE FROM "outbox_mail" WHERE "created_at" >= ?1 AND "created_at" <= ?2
      AND "invitation_id" IS NULL AND "status" <> 'queued'`,
  )
  const erase = d1.prepare(
    `UPDATE "outbox_mail" SET "payload" = '{}' WHERE "created_at" >= ?1 AND "created_at" <= ?2
      AND "status" <> 'queued' AND "payload" <> '{}'`,
  )
  const counts = { removed: 0, erased: 0 }
  const before = now - keptMs
  let from = await oldestOwed(d1, before)
  for (let chunks = 0; chunks < mostChunks; chunks += 1) {
    const to = await newest.bind(from, before).first<number | null>('to')
    if (to === null) break
    const [removed, erased] = await d1.batch([remove.bind(from, to), erase.bind(from, to)])
    counts.removed += removed?.meta.changes ?? 0
    counts.erased += erased?.meta.changes ?? 0
    from = to + 1
  }
  return counts
})

/** An instant before which there is nothing to erase. */
async function oldestOwed(d1: D1Database, before: number): Promise<number> {
  const look = d1.prepare(
    `SELECT EXISTS (SELECT 1 FROM "outbox_mail" WHERE "created_at" < ?1) AS "isOlder",
    EXISTS (SELECT 1 FROM "outbox_mail" WHERE "created_at" >= ?1 AND "created_at" < ?2) AS "isAny",
    EXISTS (SELECT 1 FROM "outbox_mail" WHERE "created_at" >= ?1 AND "created_at" < ?2
      AND "status" <> 'queued' AND "payload" <> '{}') AS "isOwed"`,
  )
  type Found = { isOlder: number; isAny: number; isOwed: number }
  for (let [from, to, stride] = [before - day, before, day]; ;) {
    const found = await look.bind(from, to).first<Found>()
    const hasMet = found?.isAny === 1 && found.isOwed === 0
    if (hasMet || found?.isOlder !== 1) return from
    stride *= 2
    ;[from, to] = [from - stride, from]
  }
}
