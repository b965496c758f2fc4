import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { organization } from './organization.ts'

/** A container inside an organization: active, or archived since `archivedAt`. */
export const workspace = sqliteTable(
  'workspace',
  {
    id: text('id').primaryKey(),
    organizationId: text('organization_id')
      .notNull()
      .references(() => organization.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    description: text('description').notNull().default(''),
    archivedAt: integer('archived_at'),
    createdAt: integer('created_at').notNull(),
  },
  (table) => [index('workspace_by_organization').on(table.organizationId, table.createdAt)],
)
