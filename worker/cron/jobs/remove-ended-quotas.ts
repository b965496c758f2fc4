import type { Job } from '../job.ts'
import { stretches } from './stretches.ts'

const name = 'remove-ended-quotas'
// With the jobs beside it, less than the thousand queries that D1 allows an invocation.
const mostStretches = 60

/** Deletes the quotas whose windows have ended. */
export const removeEndedQuotas: Job = {
  name,
  run: async ({ DB }, now) => {
    let removed = 0
    const walk = { table: 'quota', key: ['key'], mostStretches } as const
    for await (const { isIn, bounds } of stretches(DB, name, walk)) {
      const { meta } = await DB.prepare(
        `DELETE FROM "quota" WHERE ${isIn} AND "window_ends_at" <= ?`,
      )
        .bind(...bounds, now)
        .run()
      removed += meta.changes
    }
    return { removed }
  },
}
