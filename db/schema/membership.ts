import { sql } from 'drizzle-orm'
import { check, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { OrganizationRole } from '../../worker/domain/roles.ts'
import { organization } from './organization.ts'
import { user } from './user.ts'

export const membership = sqliteTable(
  'membership',
  {
    organizationId: text('organization_id')
      .notNull()
      .references(() => organization.id, { onDelete: 'cascade' }),
    userId: text('user_id')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    role: text('role').$type<OrganizationRole>().notNull(),
    /** The name shown in this organization (R36); NULL shows the account's own. */
    displayName: text('display_name'),
    /**
     * The shown name and the address, in small ASCII letters, with a line break between them: what lists sort by
     * and what a search looks into. Triggers keep it, also where a row or an account's name changes by plain SQL.
     */
    listedAs: text('listed_as').notNull().default(''),
    joinedAt: integer('joined_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.userId] }),
    index('membership_by_user').on(table.userId),
    index('membership_by_joined').on(
      table.organizationId,
      table.role,
      table.joinedAt,
      table.userId,
    ),
    index('membership_by_name').on(table.organizationId, table.role, table.listedAs, table.userId),
    check('membership_role', sql`${table.role} IN ('owner', 'admin', 'member')`),
  ],
)
