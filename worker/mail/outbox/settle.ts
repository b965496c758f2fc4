import { sql } from 'drizzle-orm'
import { given, kept } from '../../../db/queries/kept.ts'
import { outboxMail } from '../../../db/schema/index.ts'
import type { MailFailure, MailStatus } from '../../domain/mail.ts'
import type { MailOutcome } from '../mailer.ts'
import { backoffMs, keyLifetimeMs } from './backoff.ts'
import type { ClaimedMail, Lease, Verdict } from './claim.ts'

/** What became of a mail that a run held: of its try, or why there was none. */
export type Handled = {
  mail: ClaimedMail
  outcome: MailOutcome | { kind: Exclude<Verdict, 'send'> | 'untried' }
  at: number
}

/** How a mail counts in the report of its run. */
export type Counts = 'sent' | 'retried' | 'failed' | 'obsolete' | 'kept'

/** What settling writes; `null` for an instant of the next try leaves it as it is. */
export type Settlement = {
  id: string
  status: MailStatus
  failure: MailFailure | null
  attempts: number
  firstAttemptAt: number | null
  nextAttemptAt: number | null
  sentAt: number | null
}

const settled = (field: keyof Settlement) => sql`"settled"."value" ->> ${sql.raw(`'${field}'`)}`

/** Writes down what became of mails, but for those that somebody else holds by now. */
export const settleMails = kept((db) =>
  db
    .update(outboxMail)
    .set({
      leaseId: sql`NULL`,
      leaseUntil: sql`NULL`,
      status: sql`${settled('status')}`,
      failure: sql`${settled('failure')}`,
      attempts: sql`${settled('attempts')}`,
      firstAttemptAt: sql`${settled('firstAttemptAt')}`,
      nextAttemptAt: sql`coalesce(${settled('nextAttemptAt')}, ${outboxMail.nextAttemptAt})`,
      sentAt: sql`${settled('sentAt')}`,
    })
    .from(sql`json_each(${given('settlements')}) AS "settled"`)
    .where(
      sql`${outboxMail.id} = ${settled('id')} AND ${outboxMail.leaseId} = ${given('settledLeaseId')} AND ${outboxMail.status} = 'queued'`,
    )
    .returning({ id: outboxMail.id }),
)

// A mail that made the provider stop lets the others go first when sending goes on, for a run or two.
const yieldMs = 90_000

/** What to write of a mail that this lease holds, so nobody has changed it since it was claimed; and how that counts. */
export function settlementOf(
  { mail, outcome, at }: Handled,
  lease: Pick<Lease, 'since'>,
): Settlement & { counts: Counts } {
  const { id, attempts, firstAttemptAt } = mail
  const asClaimed = {
    id,
    status: 'queued',
    failure: null,
    attempts,
    firstAttemptAt,
    nextAttemptAt: null,
    sentAt: null,
  } as const
  // Before the first try that could have been taken there is no second mail to be afraid of.
  const triedBefore = firstAttemptAt === lease.since ? null : firstAttemptAt
  const asThoughUntried = { ...asClaimed, attempts: attempts - 1, firstAttemptAt: triedBefore }
  switch (outcome.kind) {
    case 'sent':
      return { ...asClaimed, counts: 'sent', status: 'sent', sentAt: at }
    case 'obsolete':
      return { ...asClaimed, counts: 'obsolete', status: 'obsolete' }
    case 'gave_up':
      return { ...asClaimed, counts: 'failed', status: 'failed', failure: 'gave_up' }
    case 'permanent':
      return { ...asClaimed, counts: 'failed', status: 'failed', failure: outcome.failure }
    case 'conflict':
      return { ...asClaimed, counts: 'failed', status: 'failed', failure: 'message_refused' }
    case 'untried':
      return { ...asThoughUntried, counts: 'kept' }
    case 'stop':
      return { ...asThoughUntried, counts: 'kept', nextAttemptAt: at + yieldMs }
    case 'wait':
    case 'retry': {
      const nextAttemptAt = at + backoffMs(attempts, outcome.retryAfter)
      if (outcome.kind === 'wait' && triedBefore === null) {
        return { ...asClaimed, counts: 'retried', firstAttemptAt: null, nextAttemptAt }
      }
      if (nextAttemptAt >= (firstAttemptAt ?? at) + keyLifetimeMs) {
        return { ...asClaimed, counts: 'failed', status: 'failed', failure: 'gave_up' }
      }
      return { ...asClaimed, counts: 'retried', nextAttemptAt }
    }
  }
}
