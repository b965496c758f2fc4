import type { Job } from '../job.ts'
import { stretches } from './stretches.ts'

const name = 'forget-old-answers'
const keptMs = 3 * 24 * 60 * 60 * 1000
// With the jobs beside it, less than the thousand queries that D1 allows an invocation.
const mostStretches = 100

/** Forgets what operations answered once nobody sends them again; that they took place stays recorded. */
export const forgetOldAnswers: Job = {
  name,
  run: async ({ DB }, now) => {
    let forgotten = 0
    const key = ['organization_id', 'operation_id']
    for await (const { isIn, bounds } of stretches(DB, name, {
      table: 'audit_event',
      key,
      mostStretches,
    })) {
      const { meta } = await DB.prepare(
        `UPDATE "audit_event" SET "answer" = NULL WHERE ${isIn} AND "created_at" < ? AND "answer" IS NOT NULL`,
      )
        .bind(...bounds, now - keptMs)
        .run()
      forgotten += meta.changes
    }
    return { forgotten }
  },
}
