import type { Job } from '../job.ts'
import { owedStretch } from './in-order-of-time.ts'

const keptMs = 3 * 24 * 60 * 60 * 1000
// With the jobs beside it, less than the thousand queries that D1 allows an invocation.
const chunk = 4000
const mostChunks = 250
const isOwed = '"answer" IS NOT NULL'

/** Forgets what operations answered once nobody sends them again; that they took place stays recorded. */
export const forgetOldAnswers: Job = {
  name: 'forget-old-answers',
  run: async ({ DB }, now) => {
    const old = now - keptMs
    const { from, before } = await owedStretch(DB, { table: 'audit_event', isOwed }, old, chunk)
    const forget = DB.prepare(
      `UPDATE "audit_event" SET "answer" = NULL WHERE "place" >= ?1 AND "place" < ?2
      AND "created_at" < ?3 AND ${isOwed}`,
    )
    let forgotten = 0
    for (let chunks = 0; chunks < mostChunks && from + chunks * chunk < before; chunks += 1) {
      const start = from + chunks * chunk
      const { meta } = await forget.bind(start, Math.min(start + chunk, before), old).run()
      forgotten += meta.changes
    }
    return { forgotten }
  },
}
