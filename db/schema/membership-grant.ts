import { sql } from 'drizzle-orm'
import { check, foreignKey, index, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { WorkspaceRole } from '../../worker/domain/roles.ts'
import { membership } from './membership.ts'
import { workspace } from './workspace.ts'

/** A workspace role that a member holds; no row means "No access". */
export const membershipGrant = sqliteTable(
  'membership_grant',
  {
    organizationId: text('organization_id').notNull(),
    userId: text('user_id').notNull(),
    workspaceId: text('workspace_id')
      .notNull()
      .references(() => workspace.id, { onDelete: 'cascade' }),
    role: text('role').$type<WorkspaceRole>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.userId, table.workspaceId] }),
    foreignKey({
      columns: [table.organizationId, table.userId],
      foreignColumns: [membership.organizationId, membership.userId],
    }).onDelete('cascade'),
    index('membership_grant_by_workspace').on(table.workspaceId),
    check('membership_grant_role', sql`${table.role} IN ('member', 'manager')`),
  ],
)
