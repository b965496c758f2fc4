import { sql } from 'drizzle-orm'
import { check, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { OrganizationRole } from '../../worker/domain/roles.ts'
import { organization } from './organization.ts'
import { user } from './user.ts'

/** Somebody in an organization. In the order of the people, for whom it is looked up first. WITHOUT ROWID. */
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
    /**
     * When they were last seen in the organization, to within five minutes; 0: never. It is written on reads, without
     * the object and its fence: nothing is ever decided on it.
     */
    lastActiveAt: integer('last_active_at').notNull().default(0),
    /** The ids of the workspaces in which `membership_grant` has a row for them, and perhaps of some that are gone. */
    grantedIn: text('granted_in').notNull().default('[]'),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.organizationId] }),
    index('membership_by_joined').on(
      table.organizationId,
      table.role,
      table.joinedAt,
      table.userId,
    ),
    index('membership_by_name').on(table.organizationId, table.role, table.listedAs, table.userId),
    index('membership_by_last_active').on(
      table.organizationId,
      table.role,
      table.lastActiveAt,
      table.userId,
    ),
    check('membership_role', sql`${table.role} IN ('owner', 'admin', 'member')`),
  ],
)
