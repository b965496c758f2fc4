import { inEachDatabase } from '../in-each-database.ts'
import { stretches } from './stretches.ts'

const name = 'remove-ended-quotas'
// With the jobs beside it, less than the thousand queries that D1 allows an invocation.
const mostStretches = 60

/** Deletes the quotas whose windows have ended. */
export const removeEndedQuotas = inEachDatabase(name, async (d1, now) => {
  let removed = 0
  const walk = { table: 'quota', key: ['key'], mostStretches } as const
  for await (const { isIn, bounds } of stretches(d1, name, walk)) {
    const { meta } = await d1
      .prepare(`DELETE FROM "quota" WHERE ${isIn} AND "window_ends_at" <= ?`)
      .bind(...bounds, now)
      .run()
    removed += meta.changes
  }
  return { removed }
})
