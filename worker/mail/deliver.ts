import { database } from '../../db/database.ts'
import { configuration } from '../configuration.ts'
import type { Env } from '../env.ts'
import { log } from '../log/log.ts'
import { tellOfMails } from '../organization/client.ts'
import { drain, type DeliveryReport } from './drain.ts'
import type { ClaimedMail } from './outbox/claim.ts'
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
  const settled: ClaimedMail[] = []
  let report: DeliveryReport
  try {
    report = await drain({
      db: database(env.DB),
      mailer: resendMailer(configured.mail),
      configuration: configured,
      sealingSecret: env.BETTER_AUTH_SECRET,
      now,
      limit,
      onSettled: (mail) => {
        settled.push(mail)
        const { id, organizationId, invitationId, attempts } = mail
        log('info', 'mail_settled', { mail: id, organizationId, invitationId, attempts })
      },
    })
  } finally {
    await tellOrganizations(env, settled)
  }
  if (report.paused !== null) {
    log('error', 'mail_paused', { cause: report.paused, kept: report.kept })
  }
  return report
}

/** Open pages that show these mails as on their way are told, each organization once. */
async function tellOrganizations(env: Env, settled: readonly ClaimedMail[]): Promise<void> {
  const ofOrganizations = new Map<string, string[]>()
  for (const { organizationId, invitationId } of settled) {
    if (organizationId === null || invitationId === null) continue
    ofOrganizations.set(organizationId, [
      ...(ofOrganizations.get(organizationId) ?? []),
      invitationId,
    ])
  }
  await Promise.all(
    Array.from(ofOrganizations, ([organizationId, invitationIds]) =>
      tellOfMails(env, organizationId, invitationIds),
    ),
  )
}
