import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { StoredStatus } from '../../worker/domain/invitation/status.ts'
import type { OrganizationRole } from '../../worker/domain/roles.ts'
import { organization } from './organization.ts'

/** How many members of each role and invitations of each recorded status there are. Triggers keep it. WITHOUT ROWID. */
export const organizationCount = sqliteTable(
  'organization_count',
  {
    organizationId: text('organization_id')
      .notNull()
      .references(() => organization.id, { onDelete: 'cascade' }),
    kind: text('kind').$type<OrganizationRole | StoredStatus>().notNull(),
    count: integer('count').notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.kind] })],
)
