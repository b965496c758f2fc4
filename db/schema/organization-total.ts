import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { organization } from './organization.ts'

const total = (of: string) => integer(of).notNull().default(0)

/** How many members of each role and invitations of each recorded status there are. Triggers keep it. WITHOUT ROWID. */
export const organizationTotal = sqliteTable('organization_total', {
  organizationId: text('organization_id')
    .primaryKey()
    .references(() => organization.id, { onDelete: 'cascade' }),
  owner: total('owner'),
  admin: total('admin'),
  member: total('member'),
  pending: total('pending'),
  expired: total('expired'),
  accepted: total('accepted'),
  declined: total('declined'),
  canceled: total('canceled'),
  superseded: total('superseded'),
})
