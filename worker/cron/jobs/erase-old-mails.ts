import type { Job } from '../job.ts'
import { owedStretch } from './in-order-of-time.ts'

const keptMs = 30 * 24 * 60 * 60 * 1000
// With the jobs beside it, less than the thousand queries that D1 allows an invocation.
const chunk = 2000
const mostChunks = 100
const isOwed = `"status" <> 'queued' AND "payload" <> '{}'`

/**
 * Erases what mails older than 30 days said. The rows stay, for they say whether an invitation's mail was delivered;
 * those of other mails go.
 */
export const eraseOldMails: Job = {
  name: 'erase-old-mails',
  run: async ({ DB }, now) => {
    const old = now - keptMs
    const { from, before } = await owedStretch(DB, { table: 'outbox_mail', isOwed }, old, chunk)
    const inStretch = '"place" >= ?1 AND "place" < ?2 AND "created_at" < ?3'
    const remove = DB.prepare(
      `DELETE FROM "outbox_mail" WHERE ${inStretch} AND "invitation_id" IS NULL AND "status" <> 'queued'`,
    )
    const erase = DB.prepare(
      `UPDATE "outbox_mail" SET "payload" = '{}' WHERE ${inStretch} AND ${isOwed}`,
    )
    const counts = { removed: 0, erased: 0 }
    for (let chunks = 0; chunks < mostChunks && from + chunks * chunk < before; chunks += 1) {
      const start = from + chunks * chunk
      const stretch = [start, Math.min(start + chunk, before), old]
      const [removed, erased] = await DB.batch([remove.bind(...stretch), erase.bind(...stretch)])
      counts.removed += removed?.meta.changes ?? 0
      counts.erased += erased?.meta.changes ?? 0
    }
    return counts
  },
}
