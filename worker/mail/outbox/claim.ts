import { and, asc, inArray, isNull, lte, or, sql } from 'drizzle-orm'
import type { Database } from '../../../db/database.ts'
import { outboxMail } from '../../../db/schema/index.ts'
import { keyLifetimeMs } from './backoff.ts'

export type Lease = { id: string; until: number }

export type ClaimedMail = Awaited<ReturnType<typeof claimDueMails>>[number]

/**
 * Takes the mails that have been due for longest, in one statement, so that two runs never hold the same one.
 * What must not be sent any more is settled by the same statement and comes back as such: `obsolete` when its
 * invitation is closed, expired or was sent anew, `failed` when the provider no longer knows its key.
 */
export function claimDueMails(db: Database, lease: Lease, now: number, limit: number) {
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
    .where(inArray(outboxMail.id, dueIds(db, now, limit)))
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

function dueIds(db: Database, now: number, limit: number) {
  const isFree = or(isNull(outboxMail.leaseUntil), lte(outboxMail.leaseUntil, now))
  return (
    db
      .select({ id: outboxMail.id })
      .from(outboxMail)
      // Spelled out: a bound value would hide the partial index `outbox_mail_due`.
      .where(and(sql`${outboxMail.status} = 'queued'`, lte(outboxMail.nextAttemptAt, now), isFree))
      .orderBy(asc(outboxMail.nextAttemptAt))
      .limit(limit)
  )
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
