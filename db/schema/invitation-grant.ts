import { sql } from 'drizzle-orm'
import { check, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { WorkspaceRole } from '../../worker/domain/roles.ts'
import { workspace } from './workspace.ts'

/**
 * A workspace role that an invitation promises. In the order of the workspaces; those of one invitation are found by
 * its `granted_in`, which a trigger keeps, as another one takes them away with it. WITHOUT ROWID.
 */
export const invitationGrant = sqliteTable(
  'invitation_grant',
  {
    invitationId: text('invitation_id').notNull(),
    workspaceId: text('workspace_id')
      .notNull()
      .references(() => workspace.id, { onDelete: 'cascade' }),
    role: text('role').$type<WorkspaceRole>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.invitationId] }),
    check('invitation_grant_role', sql`${table.role} IN ('member', 'manager')`),
  ],
)
