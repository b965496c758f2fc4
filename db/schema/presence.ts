import { foreignKey, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { membership } from './membership.ts'

/**
 * When a member was last seen in an organization, to within five minutes. It stands beside `membership`
 * because it is written on reads, without the object and its fence: nothing is ever decided on it.
 */
export const presence = sqliteTable(
  'presence',
  {
    organizationId: text('organization_id').notNull(),
    userId: text('user_id').notNull(),
    lastActiveAt: integer('last_active_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.userId] }),
    foreignKey({
      columns: [table.organizationId, table.userId],
      foreignColumns: [membership.organizationId, membership.userId],
    }).onDelete('cascade'),
    index('presence_by_last_active').on(table.organizationId, table.lastActiveAt),
  ],
)
