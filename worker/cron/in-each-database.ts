import { databasesOf } from '../database-for.ts'
import type { Job } from './job.ts'

/** A job that does the same in every database; its counts are those of all. */
export function inEachDatabase(
  name: string,
  run: (d1: D1Database, now: number) => Promise<Record<string, number>>,
): Job {
  return {
    name,
    run: async (env, now) => {
      const sums: Record<string, number> = {}
      for (const d1 of databasesOf(env)) {
        for (const [what, count] of Object.entries(await run(d1, now)))
          sums[what] = (sums[what] ?? 0) + count
      }
      return sums
    },
  }
}
