import type { Job } from '../job.ts'

const keptMs = 3 * 24 * 60 * 60 * 1000
const chunk = 2000
const mostChunks = 300

/**
 * Forgets what operations answered once nobody sends them again; that they took place stays recorded. It walks
 * back through the table, which lies in the order of time, so that no write pays for an index on it.
 */
export const forgetOldAnswers: Job = {
  name: 'forget-old-answers',
  run: async ({ DB }, now) => {
    const stretch = DB.prepare(
      `SELECT min("rowid") AS "from", max("created_at") AS "newest" FROM
      (SELECT "rowid", "created_at" FROM "audit_event" WHERE "rowid" < ?1 ORDER BY "rowid" DESC LIMIT ${chunk})`,
    )
    const forget = DB.prepare(
      `UPDATE "audit_event" SET "answer" = NULL WHERE "rowid" >= ?1 AND "rowid" < ?2
      AND "created_at" < ?3 AND "answer" IS NOT NULL`,
    )
    const old = now - keptMs
    let forgotten = 0
    let before = Number.MAX_SAFE_INTEGER
    for (let chunks = 0; chunks < mostChunks; chunks += 1) {
      const found = await stretch.bind(before).first<{ from: number | null; newest: number }>()
      if (!found || found.from === null) break
      const { meta } = await forget.bind(found.from, before, old).run()
      forgotten += meta.changes
      // Met what an earlier run has forgotten.
      if (found.newest < old && meta.changes === 0) break
      before = found.from
    }
    return { forgotten }
  },
}
