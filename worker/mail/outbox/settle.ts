import { and, eq, sql } from 'drizzle-orm'
import type { Database } from '../../../db/database.ts'
import { outboxMail } from '../../../db/schema/index.ts'
import type { MailFailure } from '../../domain/mail.ts'
import type { MailOutcome } from '../mailer.ts'
import { backoffMs, keyLifetimeMs } from './backoff.ts'
import type { ClaimedMail, Lease } from './claim.ts'

type Held = { id: string; leaseId: string }

// One that made the provider stop lets the others go first when sending goes on.
const pauseMs = 60_000
const released = { leaseId: null, leaseUntil: null }

/** Writes down what became of a try, unless somebody else holds the mail by now, and answers how it counts. */
export async function settle(
  db: Database,
  mail: ClaimedMail,
  lease: Lease,
  outcome: MailOutcome,
  now: number,
): Promise<'sent' | 'retried' | 'failed' | 'kept'> {
  const held = { id: mail.id, leaseId: lease.id }
  switch (outcome.kind) {
    case 'sent':
      await recordSent(db, held, now)
      return 'sent'
    case 'permanent':
      await recordFailure(db, held, outcome.failure)
      return 'failed'
    case 'stop':
      await releaseUntried(db, held, now + pauseMs)
      return 'kept'
    case 'retry': {
      const nextAttemptAt = now + backoffMs(mail.attempts, outcome.retryAfter)
      if (nextAttemptAt >= (mail.firstAttemptAt ?? now) + keyLifetimeMs) {
        await recordFailure(db, held, 'gave_up')
        return 'failed'
      }
      await recordRetry(db, held, nextAttemptAt)
      return 'retried'
    }
  }
}

/** Gives a mail back as though it had not been claimed: the provider has not taken it, or was never asked. */
export async function releaseUntried(
  db: Database,
  held: Held,
  nextAttemptAt?: number,
): Promise<void> {
  await db
    .update(outboxMail)
    .set({
      ...released,
      ...(nextAttemptAt === undefined ? {} : { nextAttemptAt }),
      attempts: sql`${outboxMail.attempts} - 1`,
      firstAttemptAt: sql`CASE WHEN ${outboxMail.attempts} > 1 THEN ${outboxMail.firstAttemptAt} END`,
    })
    .where(stillHeld(held))
}

function recordSent(db: Database, held: Held, sentAt: number) {
  return db
    .update(outboxMail)
    .set({ ...released, status: 'sent', failure: null, sentAt })
    .where(stillHeld(held))
}

function recordFailure(db: Database, held: Held, failure: MailFailure) {
  return db
    .update(outboxMail)
    .set({ ...released, status: 'failed', failure })
    .where(stillHeld(held))
}

function recordRetry(db: Database, held: Held, nextAttemptAt: number) {
  return db
    .update(outboxMail)
    .set({ ...released, nextAttemptAt })
    .where(stillHeld(held))
}

function stillHeld({ id, leaseId }: Held) {
  return and(
    eq(outboxMail.id, id),
    eq(outboxMail.leaseId, leaseId),
    eq(outboxMail.status, 'queued'),
  )
}
