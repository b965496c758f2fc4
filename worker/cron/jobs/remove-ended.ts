import { inEachDatabase } from '../in-each-database.ts'
import type { Job } from '../job.ts'

export type Ending = {
  table: 'session' | 'verification'
  /** The column of the instant after which a row serves nobody; it has an index. */
  end: string
}

const chunk = 1000
const mostChunks = 100

/** Deletes the rows of a table that have ended, a chunk at a time: a long statement would hold up everybody. */
export const removeEnded = ({ table, end }: Ending): Job =>
  inEachDatabase(`remove-ended-${table}s`, async (d1, now) => {
    const statement = d1.prepare(
      `DELETE FROM "${table}" WHERE "id" IN
      (SELECT "id" FROM "${table}" WHERE "${end}" <= ?1 LIMIT ${chunk})`,
    )
    let removed = 0
    for (let chunks = 0; chunks < mostChunks; chunks += 1) {
      const { meta } = await statement.bind(now).run()
      removed += meta.changes
      if (meta.changes < chunk) break
    }
    return { removed }
  })
