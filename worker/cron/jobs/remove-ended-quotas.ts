import type { Job } from '../job.ts'

// With the jobs beside it, less than the thousand queries that D1 allows an invocation.
const chunk = 4000
const mostChunks = 100

/**
 * Deletes the quotas whose windows have ended. It goes through all of them in the order of their keys, a stretch at a
 * time: once a day, reading every row is cheaper than an index on the end of its window, which each count would write.
 */
export const removeEndedQuotas: Job = {
  name: 'remove-ended-quotas',
  run: async ({ DB }, now) => {
    const stretch = DB.prepare(
      `SELECT max("key") AS "to" FROM (SELECT "key" FROM "quota" WHERE "key" > ?1 ORDER BY "key" LIMIT ${chunk})`,
    )
    const remove = DB.prepare(
      `DELETE FROM "quota" WHERE "key" > ?1 AND "key" <= ?2 AND "window_ends_at" <= ?3`,
    )
    let removed = 0
    let from = ''
    for (let chunks = 0; chunks < mostChunks; chunks += 1) {
      const to = await stretch.bind(from).first<string | null>('to')
      if (to === null) break
      const { meta } = await remove.bind(from, to, now).run()
      removed += meta.changes
      from = to
    }
    return { removed }
  },
}
