import { inEachDatabase } from '../in-each-database.ts'
import { stretches } from './stretches.ts'

const name = 'erase-old-mails'
const keptMs = 30 * 24 * 60 * 60 * 1000
// With the jobs beside it, less than the thousand queries that D1 allows an invocation.
const mostStretches = 60

/**
 * Erases what mails older than 30 days said. The rows stay, for they say whether an invitation's mail was delivered;
 * those of other mails go.
 */
export const eraseOldMails = inEachDatabase(name, async (d1, now) => {
  const counts = { removed: 0, erased: 0 }
  const walk = { table: 'outbox_mail', key: ['id'], mostStretches } as const
  for await (const { isIn, bounds } of stretches(d1, name, walk)) {
    const isOld = `${isIn} AND "created_at" < ? AND "status" <> 'queued'`
    const values = [...bounds, now - keptMs]
    const [removed, erased] = await d1.batch([
      d1
        .prepare(`DELETE FROM "outbox_mail" WHERE ${isOld} AND "invitation_id" IS NULL`)
        .bind(...values),
      d1
        .prepare(`UPDATE "outbox_mail" SET "payload" = '{}' WHERE ${isOld} AND "payload" <> '{}'`)
        .bind(...values),
    ])
    counts.removed += removed?.meta.changes ?? 0
    counts.erased += erased?.meta.changes ?? 0
  }
  return counts
})
