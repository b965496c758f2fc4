import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { organization } from './organization.ts'

/** How many members were last seen on a day (UTC, counted from 1970). Triggers keep it. WITHOUT ROWID. */
export const activeDay = sqliteTable(
  'active_day',
  {
    organizationId: text('organization_id')
      .notNull()
      .references(() => organization.id, { onDelete: 'cascade' }),
    day: integer('day').notNull(),
    count: integer('count').notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.day] })],
)
