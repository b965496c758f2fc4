import { database } from '../../db/database.ts'
import { configuration } from '../configuration.ts'
import type { Env } from '../env.ts'
import { drain, type DeliveryReport } from './drain.ts'
import { resendMailer } from './resend/mailer.ts'

export type { DeliveryReport } from './drain.ts'

export type DeliveryOptions = {
  /** How many mails to take at most. */
  limit: number
  now?: () => number
}

/**
 * Sends the mails that are due (R8). It may run at any time and beside itself: each mail is held by one run, and
 * the provider takes each once. A pause is logged, its mails stay queued.
 */
export async function deliverDueMails(
  env: Env,
  { limit, now = Date.now }: DeliveryOptions,
): Promise<DeliveryReport> {
  const configured = configuration(env)
  const report = await drain({
    db: database(env.DB),
    mailer: resendMailer(configured.mail),
    configuration: configured,
    sealingSecret: env.BETTER_AUTH_SECRET,
    now,
    limit,
  })
  if (report.paused !== null) {
    console.error(JSON.stringify({ event: 'mail_paused', cause: report.paused, kept: report.kept }))
  }
  return report
}
