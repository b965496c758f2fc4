import { sql } from 'drizzle-orm'
import { check, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { StoredStatus } from '../../worker/domain/invitation/status.ts'
import type { OrganizationRole } from '../../worker/domain/roles.ts'
import { organization } from './organization.ts'
import { user } from './user.ts'

/**
 * An offer of one organization role, with grants, to one address. `status` is what was recorded: a row that
 * says `pending` may have expired since (R10), so read it with `statusAt`. WITHOUT ROWID.
 */
export const invitation = sqliteTable(
  'invitation',
  {
    id: text('id').primaryKey(),
    organizationId: text('organization_id')
      .notNull()
      .references(() => organization.id, { onDelete: 'cascade' }),
    /** As it was typed. */
    email: text('email').notNull(),
    /** What two spellings of one address share (R6). */
    emailKey: text('email_key').notNull(),
    role: text('role').$type<OrganizationRole>().notNull(),
    status: text('status').$type<StoredStatus>().notNull(),
    /** Which sending this is: 1, and one more with each resend. Links of older ones are dead. */
    generation: integer('generation').notNull(),
    /** Rises with every change of what the invitee is offered (R27). */
    contentVersion: integer('content_version').notNull(),
    /** NULL: the system, for the first Owner of a deployment (R30). */
    createdBy: text('created_by').references(() => user.id),
    sponsorId: text('sponsor_id').references(() => user.id),
    createdAt: integer('created_at').notNull(),
    sentAt: integer('sent_at').notNull(),
    expiresAt: integer('expires_at').notNull(),
    closedAt: integer('closed_at'),
    acceptedBy: text('accepted_by').references(() => user.id),
    /** The ids of the workspaces in which `invitation_grant` has a row for it, and perhaps of some that are gone. */
    grantedIn: text('granted_in').notNull().default('[]'),
    /**
     * Of a pending one, whether its sponsor may not invite as that role any more (R26). Triggers keep it, for lists to
     * find the few that are on hold; nothing is decided on it.
     */
    sponsorLapsed: integer('sponsor_lapsed', { mode: 'boolean' }).notNull().default(false),
  },
  (table) => [
    uniqueIndex('invitation_one_pending_per_address')
      .on(table.organizationId, table.emailKey)
      .where(sql`${table.status} = 'pending'`),
    // With its status, so that SQLite prefers it to `invitation_by_status`.
    index('invitation_expired_by_address')
      .on(table.organizationId, table.emailKey, table.status)
      .where(sql`${table.status} = 'expired'`),
    index('invitation_by_status').on(table.organizationId, table.status, table.createdAt, table.id),
    index('invitation_by_creator').on(table.createdBy, table.organizationId),
    index('invitation_of_lapsed_sponsor')
      .on(table.organizationId, table.sponsorId)
      .where(sql`${table.status} = 'pending' AND ${table.sponsorLapsed} = 1`),
    index('invitation_due')
      .on(table.expiresAt)
      .where(sql`${table.status} = 'pending'`),
    check('invitation_role', sql`${table.role} IN ('owner', 'admin', 'member')`),
    check(
      'invitation_status',
      sql`${table.status} IN ('pending', 'expired', 'accepted', 'declined', 'canceled', 'superseded')`,
    ),
  ],
)
