import { sql } from 'drizzle-orm'
import { given, kept, type Kept } from '../../../db/queries/kept.ts'
import { outboxMail } from '../../../db/schema/index.ts'
import { keyLifetimeMs } from './backoff.ts'
import { pausedUntil } from './pause.ts'

/** Who holds mails, from when, and until when nobody else may. */
export type Lease = { id: string; since: number; until: number }

/** Whether a mail is to be sent, or why it must not be any more. */
export type Verdict = 'send' | 'obsolete' | 'gave_up'

type RowOf<Q> = Q extends Kept<(infer R)[]> ? R : never
export type ClaimedMail = RowOf<typeof claimDueMails>

const since = given('since')
const limit = given('limit')

/**
 * Takes due mails, new passwords first and then those that have been due for longest, in one statement, so that
 * two runs never hold the same one; none while the provider has asked us to wait.
 * What must not be sent any more comes back as `obsolete` when its invitation is closed, expired or was sent anew,
 * as `gave_up` when the provider no longer knows its key.
 */
export const claimDueMails = kept((db) =>
  db
    .update(outboxMail)
    .set({
      leaseId: sql`${given('leaseId')}`,
      leaseUntil: sql`${given('leaseUntil')}`,
      attempts: sql`${outboxMail.attempts} + 1`,
      firstAttemptAt: sql`coalesce(${outboxMail.firstAttemptAt}, ${since})`,
    })
    .where(sql`${outboxMail.id} IN ${dueIds} AND coalesce(${pausedUntil}, 0) <= ${since}`)
    .returning({
      id: outboxMail.id,
      organizationId: outboxMail.organizationId,
      invitationId: outboxMail.invitationId,
      generation: outboxMail.generation,
      recipient: outboxMail.recipient,
      payload: outboxMail.payload,
      attempts: outboxMail.attempts,
      firstAttemptAt: outboxMail.firstAttemptAt,
      nextAttemptAt: outboxMail.nextAttemptAt,
      verdict: sql<Verdict>`CASE WHEN ${isOvertaken} THEN 'obsolete' WHEN ${isTooLate} THEN 'gave_up' ELSE 'send' END`,
    }),
)

/** A new password first: somebody looks at their mailbox for it, while a thousand invitations can wait their turn. */
const dueIds = sql`(${due(1)} UNION ALL ${due(0)} LIMIT ${limit})`

function due(ofNoInvitation: 0 | 1) {
  // Spelled out: bound values would hide the partial index `outbox_mail_due`.
  return sql`SELECT id FROM (
    SELECT "id" FROM "outbox_mail" WHERE "status" = 'queued' AND ("invitation_id" IS NULL) = ${sql.raw(String(ofNoInvitation))}
    AND "next_attempt_at" <= ${since} AND ("lease_until" IS NULL OR "lease_until" <= ${since})
    ORDER BY "next_attempt_at" LIMIT ${limit})`
}

const isOvertaken = sql`CASE WHEN "outbox_mail"."invitation_id" IS NULL
  THEN json_extract("outbox_mail"."payload", '$.expiresAt') <= ${since}
  ELSE NOT EXISTS (
    SELECT 1 FROM "invitation" WHERE "invitation"."id" = "outbox_mail"."invitation_id"
    AND "invitation"."generation" = "outbox_mail"."generation"
    AND "invitation"."status" = 'pending' AND "invitation"."expires_at" > ${since}
  ) END`

const isTooLate = sql`"outbox_mail"."first_attempt_at" <= ${since} - ${sql.raw(String(keyLifetimeMs))}`
