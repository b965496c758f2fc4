import { compose, type Composing } from './compose.ts'
import { logFailure } from '../log/failure.ts'
import { log } from '../log/log.ts'
import type { Mailer, MailOutcome, OutgoingMail } from './mailer.ts'
import type { ClaimedMail, Lease } from './outbox/claim.ts'
import type { Handled } from './outbox/settle.ts'
import { takeTurn, type Portion, type Settled } from './outbox/turn.ts'
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

/** A run, as others see it who would have it do more. */
export type Run = {
  /** How many mails it takes at most, and has taken. */
  limit: number
  taken: number
  /** It begins no try from then on. */
  endsAt: number
  /** More may be due than when it looked last. */
  isAskedAgain: boolean
  /** It does not look again. */
  isOver: boolean
}

export function newRun(limit: number, endsAt = Infinity): Run {
  return { limit, taken: 0, endsAt, isAskedAgain: false, isOver: false }
}

export type Draining = Composing & {
  d1: D1Database
  mailer: Mailer
  now: () => number
  run: Run
  /** Hears of the mails that are on their way no more, as soon as that is recorded. */
  onSettled: (mails: ClaimedMail[]) => void
}

// Few at a time: what is sent was found to be wanted seconds ago, and a run that dies holds up no more than these.
const portion = 10
const leaseMs = 120_000
// A provider that fails so often in a row is unwell: more tries would only wait for its time-outs.
const mostRetriesInARow = 3

/** How a run fares so far. */
type Course = { pace: () => Promise<void>; retriesInARow: number; paused: string | null }

/**
 * Sends what is due, oldest first, no faster than configured, until the run's limit, the end, or a reason to pause.
 * A portion is settled in one trip with the claim of the next one: what the provider has taken it knows by its key,
 * so a run that dies before it settles brings nobody a second mail.
 */
export async function drain(draining: Draining): Promise<DeliveryReport> {
  const { d1, now, run, onSettled } = draining
  const counted = { sent: 0, retried: 0, failed: 0, obsolete: 0, kept: 0, lost: 0 }
  const course: Course = {
    pace: pacemaker(draining.configuration.mail.perSecond),
    retriesInARow: 0,
    paused: null,
  }
  let through: Portion = { lease: newLease(now()), handled: [] }
  let limit = Math.min(portion, run.limit - run.taken)
  while (limit > 0 || through.handled.length > 0) {
    const lease = newLease(now())
    // Whoever asks from here on may be too late for this claim.
    run.isAskedAgain = false
    const { settled, claimed } = await takeTurn(d1, through, { lease, limit })
    for (const { counts } of settled) counted[counts] += 1
    onSettled(settled.filter(isOnItsWayNoMore).map(({ mail }) => mail))
    run.taken += claimed.length
    through = { lease, handled: await goThrough(draining, course, lease, claimed) }
    const mayFindMore = claimed.length === limit ? limit > 0 : run.isAskedAgain
    const goesOn = mayFindMore && course.paused === null && now() < run.endsAt
    limit = goesOn ? Math.min(portion, run.limit - run.taken) : 0
    run.isOver = limit === 0
  }
  return { ...counted, paused: course.paused }
}

function newLease(since: number): Lease {
  return { id: crypto.randomUUID(), since, until: since + leaseMs }
}

function isOnItsWayNoMore({ counts }: Settled): boolean {
  return counts === 'sent' || counts === 'failed' || counts === 'obsolete'
}

async function goThrough(
  draining: Draining,
  course: Course,
  lease: Lease,
  claimed: readonly ClaimedMail[],
): Promise<Handled[]> {
  const handled: Handled[] = []
  for (const mail of claimed) {
    const outcome = await handle(draining, course, lease, mail)
    handled.push({ mail, outcome, at: draining.now() })
  }
  return handled
}

async function handle(
  draining: Draining,
  course: Course,
  lease: Lease,
  mail: ClaimedMail,
): Promise<Handled['outcome']> {
  const { now, run } = draining
  if (mail.verdict !== 'send') return { kind: mail.verdict }
  const mayTry = () => course.paused === null && now() < run.endsAt && fits(lease, now())
  if (mayTry()) await course.pace()
  if (!mayTry()) return { kind: 'untried' }
  const composed = await composeOrSayWhyNot(draining, mail)
  if ('kind' in composed) return composed
  const outcome = await draining.mailer.send(composed)
  logOutcome(outcome, mail.id)
  course.retriesInARow = outcome.kind === 'retry' ? course.retriesInARow + 1 : 0
  course.paused = reasonToPause(outcome, course.retriesInARow)
  return outcome
}

/** Whether a try that begins now is over before somebody else may take the mail. */
function fits(lease: Lease, now: number): boolean {
  return now + sendTimeoutMs < lease.until
}

/** What becomes of a mail that can't be composed says nothing of how the provider fares. */
async function composeOrSayWhyNot(
  draining: Draining,
  mail: ClaimedMail,
): Promise<OutgoingMail | MailOutcome> {
  try {
    const composed = await compose(mail, draining)
    if (composed !== null) return composed
    const unsealable = {
      kind: 'permanent',
      failure: 'message_refused',
      cause: 'unsealable',
    } as const
    logOutcome(unsealable, mail.id)
    return unsealable
  } catch (error) {
    // A mail of a kind that only a newer Worker knows, say: that one is about to try it.
    logFailure('mail_not_composed', error, { mail: mail.id })
    return { kind: 'retry', cause: 'uncomposed', retryAfter: null }
  }
}

function logOutcome(outcome: MailOutcome, mail: string): void {
  if (outcome.kind === 'sent') return
  if (outcome.kind === 'conflict') logFailure('mail_key_conflict', outcome.cause, { mail })
  else if (outcome.kind === 'stop') logFailure('mail_queue_stopped', outcome.cause, { mail })
  else log('warn', 'mail_not_sent', { mail, ...outcome })
}

function reasonToPause(outcome: MailOutcome, retriesInARow: number): string | null {
  if (outcome.kind === 'stop' || outcome.kind === 'wait') return outcome.cause
  if (outcome.kind !== 'retry') return null
  return outcome.retryAfter !== null || retriesInARow >= mostRetriesInARow ? outcome.cause : null
}
