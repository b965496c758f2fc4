import { sql } from 'drizzle-orm'
import { check, index, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { WorkspaceRole } from '../../worker/domain/roles.ts'
import { invitation } from './invitation.ts'
import { workspace } from './workspace.ts'

/** A workspace role that an invitation promises. */
export const invitationGrant = sqliteTable(
  'invitation_grant',
  {
    invitationId: text('invitation_id')
      .notNull()
      .references(() => invitation.id, { onDelete: 'cascade' }),
    workspaceId: text('workspace_id')
      .notNull()
      .references(() => workspace.id, { onDelete: 'cascade' }),
    role: text('role').$type<WorkspaceRole>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.invitationId, table.workspaceId] }),
    index('invitation_grant_by_workspace').on(table.workspaceId),
    check('invitation_grant_role', sql`${table.role} IN ('member', 'manager')`),
  ],
)
