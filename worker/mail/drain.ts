import type { Database } from '../../db/database.ts'
import { compose, type Composing } from './compose.ts'
import { logFailure } from '../log/failure.ts'
import { log } from '../log/log.ts'
import type { Mailer, MailOutcome } from './mailer.ts'
import { claimDueMails, type ClaimedMail, type Lease } from './outbox/claim.ts'
import { releaseUntried, settle } from './outbox/settle.ts'
import { pacemaker } from './pacemaker.ts'
import { sendTimeoutMs } from './resend/mailer.ts'

/** What a run came to, in mails. */
export type DeliveryReport = {
  sent: number
  /** Will be tried again, by the schedule. */
  retried: number
  failed: number
  obsolete: number
  /** Given back as though they had never been claimed. */
  kept: number
  /** Taken over by another run while they were tried, which counts them. */
  lost: number
  /** Why the run ended before its time, in words for a log. */
  paused: string | null
}

export type Draining = Composing & {
  db: Database
  mailer: Mailer
  now: () => number
  limit: number
  /** Hears of each mail that is on its way no more. */
  onSettled: (mail: ClaimedMail) => void
}

// Few at a time: what is sent was found to be wanted seconds ago, and a run that dies holds up no more than these.
const portion = 5
const leaseMs = 120_000
// A provider that fails so often in a row is unwell: more tries would only wait for its time-outs.
const mostRetriesInARow = 3

/** Sends what is due, oldest first, no faster than configured, until the limit, the end, or a reason to pause. */
export async function drain(draining: Draining): Promise<DeliveryReport> {
  const { db, now, limit } = draining
  const report: DeliveryReport = {
    sent: 0,
    retried: 0,
    failed: 0,
    obsolete: 0,
    kept: 0,
    lost: 0,
    paused: null,
  }
  const pace = pacemaker(draining.configuration.mail.perSecond)
  let retriesInARow = 0
  for (let left = limit; left > 0 && report.paused === null;) {
    const since = now()
    const lease = { id: crypto.randomUUID(), since, until: since + leaseMs }
    const claimed = await claimDueMails(db, lease, Math.min(portion, left))
    if (claimed.length === 0) break
    left -= claimed.length
    for (const mail of claimed) {
      if (mail.status === 'obsolete' || mail.status === 'failed') {
        report[mail.status] += 1
        draining.onSettled(mail)
        continue
      }
      if (report.paused === null) await pace()
      if (report.paused !== null || !fits(lease, now())) {
        await releaseUntried(db, mail, lease)
        report.kept += 1
        continue
      }
      const outcome = await attempt(draining, mail)
      const { counts, pausedUntil } = await settle(db, mail, lease, outcome, now())
      report[counts] += 1
      if (counts === 'sent' || counts === 'failed') draining.onSettled(mail)
      retriesInARow = outcome.kind === 'retry' ? retriesInARow + 1 : 0
      // Another run may have been asked to wait meanwhile.
      const isPaused = (pausedUntil ?? 0) > now()
      report.paused = reasonToPause(outcome, retriesInARow) ?? (isPaused ? 'asked_to_wait' : null)
    }
  }
  return report
}

/** Whether a try that begins now is over before somebody else may take the mail. */
function fits(lease: Lease, now: number): boolean {
  return now + sendTimeoutMs < lease.until
}

async function attempt(draining: Draining, mail: ClaimedMail): Promise<MailOutcome> {
  const outcome = await composeAndSend(draining, mail)
  logOutcome(outcome, mail.id)
  return outcome
}

function logOutcome(outcome: MailOutcome, mail: string): void {
  if (outcome.kind === 'sent') return
  if (outcome.kind === 'conflict') logFailure('mail_key_conflict', outcome.cause, { mail })
  else if (outcome.kind === 'stop') logFailure('mail_queue_stopped', outcome.cause, { mail })
  else log('warn', 'mail_not_sent', { mail, ...outcome })
}

async function composeAndSend(draining: Draining, mail: ClaimedMail): Promise<MailOutcome> {
  const composed = await compose(mail, draining).catch(() => null)
  // Its token was sealed with a secret that is gone: no later try can make its link.
  if (composed === null)
    return { kind: 'permanent', failure: 'message_refused', cause: 'unsealable' }
  return draining.mailer.send(composed)
}

function reasonToPause(outcome: MailOutcome, retriesInARow: number): string | null {
  if (outcome.kind === 'stop' || outcome.kind === 'wait') return outcome.cause
  if (outcome.kind !== 'retry') return null
  return outcome.retryAfter !== null || retriesInARow >= mostRetriesInARow ? outcome.cause : null
}
