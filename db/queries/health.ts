import { sql } from 'drizzle-orm'
import type { Database } from '../database.ts'
import { jobRun, outboxMail } from '../schema/index.ts'

/** So many mails are looked at, in the order in which they are due: a long queue must not make asking dear. */
const mostMailsCounted = 1000

const queued = sql`(
  SELECT ${outboxMail.createdAt} AS "created_at" FROM ${outboxMail}
  WHERE ${outboxMail.status} = 'queued'
  ORDER BY ("invitation_id" IS NULL), ${outboxMail.nextAttemptAt} LIMIT ${sql.raw(String(mostMailsCounted))}
)`

/** What tells whether all is well, in one round trip. Instants are milliseconds since 1970. */
export async function healthRows(db: Database) {
  const [jobs, mails, migrations] = await db.batch([
    db.select({ job: jobRun.job, finishedAt: jobRun.finishedAt }).from(jobRun),
    db
      .select({
        count: sql<number>`count(*)`,
        oldest: sql<number | null>`min("created_at")`,
      })
      .from(sql`${queued} AS "queued"`),
    db.select({ name: sql<string>`"name"` }).from(sql`"d1_migrations"`),
  ])
  return { jobs, mails: mails[0] ?? { count: 0, oldest: null }, migrations }
}
