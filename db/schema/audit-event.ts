import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
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

/**
 * What was done, by whom, to what. It also answers an operation that is sent again: it is in the order of the
 * operations, each line of which there is once. WITHOUT ROWID.
 */
export const auditEvent = sqliteTable(
  'audit_event',
  {
    id: text('id').notNull(),
    organizationId: text('organization_id')
      .notNull()
      .references(() => organization.id, { onDelete: 'cascade' }),
    /** A command's; of an opening, its sending. A line that is written without one gets one of its own. */
    operationId: text('operation_id')
      .notNull()
      .default(sql`(lower(hex(randomblob(16))))`),
    /** Which of its operation's, from 0 on; the first has the answer. */
    line: integer('line').notNull().default(0),
    /** What the organization's version came to by it: the order of commits. 0 where nobody said. */
    version: integer('version').notNull().default(0),
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
    primaryKey({ columns: [table.organizationId, table.operationId, table.line] }),
    index('audit_event_by_subject')
      .on(table.organizationId, table.subjectId, table.createdAt)
      .where(isOfTimeline),
  ],
)
