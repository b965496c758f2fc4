import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { organization } from './organization.ts'

/** The verbs that a timeline is told by: of all others, the row of what they were done to says it. */
export const timelineVerbs = [
  'invitation.approve',
  'invitation.cancel',
  'invitation.changeGrants',
  'invitation.expire',
  'invitation.open',
  'invitation.resend',
  'invitation.supersede',
] as const

/** Spelled out, for the partial index: a bound value would hide it. */
export const isOfTimeline = sql.raw(`"verb" IN ('${timelineVerbs.join("', '")}')`)

/** What was done, by whom, to what. It also answers an operation that is sent again (`operationId`, `answer`). */
export const auditEvent = sqliteTable(
  'audit_event',
  {
    /** The order of commits: rows are only ever added. */
    place: integer('place').primaryKey(),
    id: text('id').notNull(),
    organizationId: text('organization_id')
      .notNull()
      .references(() => organization.id, { onDelete: 'cascade' }),
    /** Of the first line of a command; of an opening, its sending. */
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
    uniqueIndex('audit_event_one_per_operation')
      .on(table.organizationId, table.operationId)
      .where(sql`${table.operationId} IS NOT NULL`),
    index('audit_event_by_subject')
      .on(table.organizationId, table.subjectId, table.createdAt)
      .where(isOfTimeline),
  ],
)
