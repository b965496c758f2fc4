import { configuration } from '../configuration.ts'
import { databasesOf } from '../database-for.ts'
import type { Env } from '../env.ts'
import { log } from '../log/log.ts'
import { drain, newRun, type DeliveryReport, type Run } from './drain.ts'
import { resendMailer } from './resend/mailer.ts'
import { tellOrganizations } from './tell-organizations.ts'

export type { DeliveryReport } from './drain.ts'

export type DeliveryOptions = {
  /** How many mails to take at most. */
  limit: number
  now?: () => number
}

/**
 * Sends the mails that are due (R8). It may run at any time and beside itself: each mail is held by one run, and
 * the provider takes each once. A pause is logged, its mails stay queued. It goes from database to database, and begins
 * with any of them, so that none waits for good behind another one's queue.
 */
export async function deliverDueMails(
  env: Env,
  { limit, now = Date.now }: DeliveryOptions,
): Promise<DeliveryReport> {
  const databases = databasesOf(env)
  const begin = Math.floor(Math.random() * databases.length)
  const run = newRun(limit)
  let report = nothingDone
  for (const d1 of [...databases.slice(begin), ...databases.slice(0, begin)]) {
    const next = await carryOut(env, d1, run, now)
    report = sumOf(report, next)
    if (report.paused !== null) break
  }
  return report
}

function sumOf(a: DeliveryReport, b: DeliveryReport): DeliveryReport {
  return {
    sent: a.sent + b.sent,
    retried: a.retried + b.retried,
    failed: a.failed + b.failed,
    obsolete: a.obsolete + b.obsolete,
    kept: a.kept + b.kept,
    lost: a.lost + b.lost,
    paused: a.paused ?? b.paused,
  }
}

const nothingDone: DeliveryReport = {
  sent: 0,
  retried: 0,
  failed: 0,
  obsolete: 0,
  kept: 0,
  lost: 0,
  paused: null,
}

const mailsOfDeed = 10
// Each is a request of the one that the run belongs to, and the platform allows that so many.
const mostMails = 300
// What goes on after an answer lives for 30 seconds: the last try and its settling still fit.
const endsAfterMs = 15_000

/** The run of this isolate that a deed began last, by the database whose mails it sends. */
const runOf = new WeakMap<D1Database, Run>()

/**
 * Sends the mail that a deed owes, with others of its database that are due: by the run of another deed, if one is under way in this
 * isolate, which takes so many more, or by one of its own. What a run leaves, or held when it died, is the job's:
 * the deed has been committed, its mail with it.
 */
export async function deliverAtOnce(
  env: Env,
  d1: D1Database,
  now: () => number = Date.now,
): Promise<void> {
  const other = runOf.get(d1)
  if (other && !other.isOver && now() < other.endsAt) {
    // And no more: the platform lets no request wait for what another one does.
    other.limit = Math.min(other.limit + mailsOfDeed, mostMails)
    other.isAskedAgain = true
    return
  }
  const run = newRun(mailsOfDeed, now() + endsAfterMs)
  runOf.set(d1, run)
  try {
    await carryOut(env, d1, run, now)
  } finally {
    run.isOver = true
  }
}

async function carryOut(
  env: Env,
  d1: D1Database,
  run: Run,
  now: () => number,
): Promise<DeliveryReport> {
  const configured = configuration(env)
  const told: Promise<void>[] = []
  try {
    const report = await drain({
      d1,
      mailer: resendMailer(configured.mail),
      configuration: configured,
      sealingSecret: env.BETTER_AUTH_SECRET,
      now,
      run,
      onSettled: (mails) => {
        for (const { id, organizationId, invitationId, attempts } of mails)
          log('info', 'mail_settled', { mail: id, organizationId, invitationId, attempts })
        told.push(tellOrganizations(env, mails))
      },
    })
    if (report.paused !== null) {
      log('error', 'mail_paused', { cause: report.paused, kept: report.kept })
    }
    return report
  } finally {
    await Promise.all(told)
  }
}
