import type { Job } from '../job.ts'

const keptMs = 30 * 24 * 60 * 60 * 1000
const chunk = 1000
const mostChunks = 200

/**
 * Erases what mails older than 30 days said. The rows stay, for they say whether an invitation's mail was
 * delivered; those of other mails go. It walks back in time until it meets what an earlier run has erased.
 */
export const eraseOldMails: Job = {
  name: 'erase-old-mails',
  run: async ({ DB }, now) => {
    const oldest = DB.prepare(
      `SELECT min("created_at") AS "from" FROM
      (SELECT "created_at" FROM "outbox_mail" WHERE "created_at" < ?1 ORDER BY "created_at" DESC LIMIT ${chunk})`,
    )
    const remove = DB.prepare(
      `DELETE FROM "outbox_mail" WHERE "created_at" >= ?1 AND "created_at" < ?2
      AND "invitation_id" IS NULL AND "status" <> 'queued'`,
    )
    const erase = DB.prepare(
      `UPDATE "outbox_mail" SET "payload" = '{}' WHERE "created_at" >= ?1 AND "created_at" < ?2
      AND "status" <> 'queued' AND "payload" <> '{}'`,
    )
    const counts = { removed: 0, erased: 0 }
    let before = now - keptMs
    for (let chunks = 0; chunks < mostChunks; chunks += 1) {
      const from = await oldest.bind(before).first<number | null>('from')
      if (from === null) break
      const [removed, erased] = await DB.batch([
        remove.bind(from, before),
        erase.bind(from, before),
      ])
      counts.removed += removed?.meta.changes ?? 0
      counts.erased += erased?.meta.changes ?? 0
      if (removed?.meta.changes === 0 && erased?.meta.changes === 0) break
      before = from
    }
    return counts
  },
}
