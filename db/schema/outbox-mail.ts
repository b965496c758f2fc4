import { sql } from 'drizzle-orm'
import { check, index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { MailFailure, MailPayload, MailStatus } from '../../worker/domain/mail.ts'
import { organization } from './organization.ts'

/**
 * A mail that is owed. It is written by the commit of the deed that it is part of (R8) and sent afterwards;
 * `payload` holds all that it says but its secret, so that every try is the same to the byte. WITHOUT ROWID.
 */
export const outboxMail = sqliteTable(
  'outbox_mail',
  {
    /**
     * The idempotency key at the provider: of an invitation's mail `{invitation id}.{generation}`, so that there is
     * one of each sending (a trigger sees to it), of another a UUID.
     */
    id: text('id').primaryKey(),
    organizationId: text('organization_id').references(() => organization.id, {
      onDelete: 'cascade',
    }),
    /** It is there, and takes its mails away with it: by triggers. */
    invitationId: text('invitation_id'),
    /** The invitation's sending that this mail is for; NULL for other mails. */
    generation: integer('generation'),
    recipient: text('recipient').notNull(),
    payload: text('payload', { mode: 'json' }).$type<MailPayload>().notNull(),
    status: text('status').$type<MailStatus>().notNull(),
    failure: text('failure').$type<MailFailure>(),
    attempts: integer('attempts').notNull().default(0),
    nextAttemptAt: integer('next_attempt_at').notNull(),
    /** Who is sending it, and until when nobody else may. */
    leaseId: text('lease_id'),
    leaseUntil: integer('lease_until'),
    firstAttemptAt: integer('first_attempt_at'),
    sentAt: integer('sent_at'),
    createdAt: integer('created_at').notNull(),
  },
  (table) => [
    // Apart, since somebody waits for a mail that is of no invitation.
    index('outbox_mail_due')
      .on(sql`(invitation_id IS NULL)`, table.nextAttemptAt)
      .where(sql`${table.status} = 'queued'`),
    index('outbox_mail_not_delivered')
      .on(table.organizationId, table.invitationId)
      .where(sql`${table.status} IN ('failed', 'obsolete')`),
    check('outbox_mail_status', sql`${table.status} IN ('queued', 'sent', 'failed', 'obsolete')`),
  ],
)
