import { sql, type SQL } from 'drizzle-orm'
import type { Database } from '../../../db/database.ts'
import { outboxMail } from '../../../db/schema/index.ts'
import { keyLifetimeMs } from './backoff.ts'
import { pausedUntil } from './pause.ts'

/** Who holds mails, from when, and until when nobody else may. */
export type Lease = { id: string; since: number; until: number }

export type ClaimedMail = Awaited<ReturnType<typeof claimDueMails>>[number]

/**
 * Takes due mails, new passwords first and then those that have been due for longest, in one statement, so that
 * two runs never hold the same one; none while the provider has asked us to wait.
 * What must not be sent any more is settled by the same statement and comes back as such: `obsolete` when its
 * invitation is closed, expired or was sent anew, `failed` when the provider no longer knows its key.
 */
export function claimDueMails(db: Database, lease: Lease, limit: number) {
  const now = lease.since
  return db
    .update(outboxMail)
    .set({
      status: sql`CASE WHEN ${isOvertaken(now)} THEN 'obsolete' WHEN ${isTooLate(now)} THEN 'failed' ELSE 'queued' END`,
      failure: sql`CASE WHEN ${isTooLate(now)} AND NOT ${isOvertaken(now)} THEN 'gave_up' END`,
      leaseId: lease.id,
      leaseUntil: lease.until,
      attempts: sql`${outboxMail.attempts} + 1`,
      firstAttemptAt: sql`coalesce(${outboxMail.firstAttemptAt}, ${now})`,
    })
    .where(sql`${outboxMail.id} IN ${dueIds(now, limit)} AND coalesce(${pausedUntil}, 0) <= ${now}`)
    .returning({
      id: outboxMail.id,
      status: outboxMail.status,
      organizationId: outboxMail.organizationId,
      invitationId: outboxMail.invitationId,
      generation: outboxMail.generation,
      recipient: outboxMail.recipient,
      payload: outboxMail.payload,
      attempts: outboxMail.attempts,
      firstAttemptAt: outboxMail.firstAttemptAt,
    })
}

/** A new password first: somebody looks at their mailbox for it, while a thousand invitations can wait their turn. */
function dueIds(now: number, limit: number): SQL {
  // Spelled out: bound values would hide the partial index `outbox_mail_due`.
  const due = (ofNoInvitation: 0 | 1) => sql`SELECT id FROM (
    SELECT "id" FROM "outbox_mail" WHERE "status" = 'queued' AND ("invitation_id" IS NULL) = ${sql.raw(String(ofNoInvitation))}
    AND "next_attempt_at" <= ${now} AND ("lease_until" IS NULL OR "lease_until" <= ${now})
    ORDER BY "next_attempt_at" LIMIT ${limit})`
  return sql`(${due(1)} UNION ALL ${due(0)} LIMIT ${limit})`
}

function isOvertaken(now: number) {
  return sql`CASE WHEN "outbox_mail"."invitation_id" IS NULL
    THEN json_extract("outbox_mail"."payload", '$.expiresAt') <= ${now}
    ELSE NOT EXISTS (
      SELECT 1 FROM "invitation" WHERE "invitation"."id" = "outbox_mail"."invitation_id"
      AND "invitation"."generation" = "outbox_mail"."generation"
      AND "invitation"."status" = 'pending' AND "invitation"."expires_at" > ${now}
    ) END`
}

function isTooLate(now: number) {
  return sql`coalesce("outbox_mail"."first_attempt_at", ${now}) <= ${now - keyLifetimeMs}`
}
