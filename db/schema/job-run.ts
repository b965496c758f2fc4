import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** The heartbeat of a Cron Trigger's job: when it last began, and when it last came to its end. */
export const jobRun = sqliteTable('job_run', {
  job: text('job').primaryKey(),
  startedAt: integer('started_at').notNull(),
  finishedAt: integer('finished_at'),
  /** Where one goes on that takes more than one run to go through a table; NULL: at its start. */
  reached: text('reached', { mode: 'json' }).$type<string[]>(),
})
