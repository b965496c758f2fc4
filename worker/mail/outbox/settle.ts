import { and, eq, sql } from 'drizzle-orm'
import type { Database } from '../../../db/database.ts'
import { outboxMail } from '../../../db/schema/index.ts'
import type { MailOutcome } from '../mailer.ts'
import { backoffMs, keyLifetimeMs, pauseMs } from './backoff.ts'
import type { ClaimedMail, Lease } from './claim.ts'
import { pausedUntil, pauseQueue } from './pause.ts'

/** How a try counts; `lost` when somebody else holds the mail by now, and counts it. */
export type Settling = {
  counts: 'sent' | 'retried' | 'failed' | 'kept' | 'lost'
  /** Until when no mail may be tried, if the provider has asked that of any run. */
  pausedUntil: number | null
}

// A mail that made the provider stop lets the others go first when sending goes on, for a run or two.
const yieldMs = 90_000
const released = { leaseId: null, leaseUntil: null }

/** Writes down what became of a try, unless somebody else holds the mail by now, and any wait that was asked for. */
export async function settle(
  db: Database,
  mail: ClaimedMail,
  lease: Lease,
  outcome: MailOutcome,
  now: number,
): Promise<Settling> {
  const { counts, ...change } = changeBy(outcome, mail, lease, now)
  const record = db
    .update(outboxMail)
    .set({ ...released, ...change })
    .where(stillHeld(mail, lease))
    .returning({ pausedUntil })
  const pause = pauseMs(outcome)
  // The wait is remembered with the outcome or not at all: a run that dies must not let the next one hurry.
  const [rows] = await (pause === null
    ? db.batch([record])
    : db.batch([record, pauseQueue(db, now + pause)]))
  const [row] = rows
  return row ? { counts, pausedUntil: row.pausedUntil } : { counts: 'lost', pausedUntil: null }
}

function changeBy(outcome: MailOutcome, mail: ClaimedMail, lease: Lease, now: number) {
  switch (outcome.kind) {
    case 'sent':
      return { counts: 'sent', status: 'sent', failure: null, sentAt: now } as const
    case 'permanent':
      return { counts: 'failed', status: 'failed', failure: outcome.failure } as const
    case 'conflict':
      return { counts: 'failed', status: 'failed', failure: 'message_refused' } as const
    case 'stop':
      return { counts: 'kept', ...untried(lease), nextAttemptAt: now + yieldMs } as const
    case 'wait':
    case 'retry': {
      // Before the first try that could have been taken there is no second mail to be afraid of.
      const isFirst = outcome.kind === 'wait' && mail.firstAttemptAt === lease.since
      const nextAttemptAt = now + backoffMs(mail.attempts, outcome.retryAfter)
      if (isFirst) return { counts: 'retried', firstAttemptAt: null, nextAttemptAt } as const
      if (nextAttemptAt >= (mail.firstAttemptAt ?? now) + keyLifetimeMs) {
        return { counts: 'failed', status: 'failed', failure: 'gave_up' } as const
      }
      return { counts: 'retried', nextAttemptAt } as const
    }
  }
}

/** Gives a mail back as though it had not been claimed: the provider was never asked. */
export async function releaseUntried(
  db: Database,
  mail: Pick<ClaimedMail, 'id'>,
  lease: Lease,
): Promise<void> {
  await db
    .update(outboxMail)
    .set({ ...released, ...untried(lease) })
    .where(stillHeld(mail, lease))
}

function untried({ since }: Lease) {
  return {
    attempts: sql`${outboxMail.attempts} - 1`,
    firstAttemptAt: sql`nullif(${outboxMail.firstAttemptAt}, ${since})`,
  }
}

function stillHeld({ id }: Pick<ClaimedMail, 'id'>, lease: Lease) {
  return and(
    eq(outboxMail.id, id),
    eq(outboxMail.leaseId, lease.id),
    eq(outboxMail.status, 'queued'),
  )
}
