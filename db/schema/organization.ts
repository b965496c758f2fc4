import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/**
 * The tenant. `version` is the fence: every commit sets it to `version + 1` where it still is what was
 * loaded, and to NULL, which the column refuses, where it is not. Instants are milliseconds since 1970.
 */
export const organization = sqliteTable('organization', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  version: integer('version').notNull().default(1),
  /** How many invitation mails were sent in a window that ends then (R42); the fence counts them on the way. */
  mailCount: integer('mail_count').notNull().default(0),
  mailWindowEndsAt: integer('mail_window_ends_at').notNull().default(0),
  createdAt: integer('created_at').notNull(),
  /** The row of a deleted organization stays, without a name, for its audit log and so that deleting again answers the same. */
  deletedAt: integer('deleted_at'),
})
