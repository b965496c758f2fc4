import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** How often something was done in a window that starts with its first time (R42). */
export const quota = sqliteTable('quota', {
  /** What is counted and of whom, as `mail:organization:{id}`; clients only as a digest. Rows go with their window. */
  key: text('key').primaryKey(),
  count: integer('count').notNull(),
  windowEndsAt: integer('window_ends_at').notNull(),
})
