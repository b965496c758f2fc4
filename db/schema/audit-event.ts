import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { organization } from './organization.ts'

/** What was done, by whom, to what. It also answers an operation that is sent again (`operationId`, `answer`). */
export const auditEvent = sqliteTable(
  'audit_event',
  {
    id: text('id').primaryKey(),
    organizationId: text('organization_id')
      .notNull()
      .references(() => organization.id, { onDelete: 'cascade' }),
    operationId: text('operation_id'),
    verb: text('verb').notNull(),
    /** A user's id, or `system:` with the name of the job. */
    actor: text('actor').notNull(),
    /** The invitation, user or workspace that it was done to. */
    subjectId: text('subject_id').notNull(),
    /** What changed, in the verb's own words. */
    details: text('details', { mode: 'json' }).$type<Record<string, unknown>>().notNull(),
    answer: text('answer', { mode: 'json' }).$type<unknown>(),
    createdAt: integer('created_at').notNull(),
  },
  (table) => [
    uniqueIndex('audit_event_one_per_operation').on(table.organizationId, table.operationId),
    index('audit_event_by_subject').on(table.organizationId, table.subjectId, table.createdAt),
  ],
)
