import { sql } from 'drizzle-orm'
import { check, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { WorkspaceRole } from '../../worker/domain/roles.ts'
import { workspace } from './workspace.ts'

/**
 * A workspace role that a member holds; no row means "No access". In the order of the workspaces; those of one member
 * are found by the membership's `granted_in`, which a trigger keeps, as another one takes them away with it. WITHOUT ROWID.
 */
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
    primaryKey({ columns: [table.workspaceId, table.userId, table.organizationId] }),
    check('membership_grant_role', sql`${table.role} IN ('member', 'manager')`),
  ],
)
