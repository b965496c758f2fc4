import { inEachDatabase } from '../in-each-database.ts'
import { stretches } from './stretches.ts'

const name = 'forget-old-answers'
const keptMs = 3 * 24 * 60 * 60 * 1000
// With the jobs beside it, less than the thousand queries that D1 allows an invocation.
const mostStretches = 100

/** Forgets what operations answered once nobody sends them again; that they took place stays recorded. */
export const forgetOldAnswers = inEachDatabase(name, async (d1, now) => {
  let forgotten = 0
  const key = ['organization_id', 'operation_id']
  for await (const { isIn, bounds } of stretches(d1, name, {
    table: 'audit_event',
    key,
    mostStretches,
  })) {
    const { meta } = await d1
      .prepare(
        `UPDATE "audit_event" SET "answer" = NULL WHERE ${isIn} AND "created_at" < ? AND "answer" IS NOT NULL`,
      )
      .bind(...bounds, now - keptMs)
      .run()
    forgotten += meta.changes
  }
  return { forgotten }
})
