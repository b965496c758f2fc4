import { foreignKey, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { OrganizationRole } from '../../worker/domain/roles.ts'
import { membership } from './membership.ts'

/**
 * When a member was last seen in an organization, to within five minutes. It stands beside `membership`
 * because it is written on reads, without the object and its fence: nothing is ever decided on it. Every
 * membership has its row, made by a trigger, so that who was never seen is listed too. WITHOUT ROWID.
 */
export const presence = sqliteTable(
  'presence',
  {
    organizationId: text('organization_id').notNull(),
    userId: text('user_id').notNull(),
    /** The membership's, kept by a trigger: lists walk this table role by role. */
    role: text('role').$type<OrganizationRole>().notNull(),
    /** 0: never. */
    lastActiveAt: integer('last_active_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.userId] }),
    foreignKey({
      columns: [table.organizationId, table.userId],
      foreignColumns: [membership.organizationId, membership.userId],
    }).onDelete('cascade'),
    index('presence_by_last_active').on(
      table.organizationId,
      table.role,
      table.lastActiveAt,
      table.userId,
    ),
  ],
)
