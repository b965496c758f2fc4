import { configuration } from '../../configuration.ts'
import { deliverDueMails } from '../../mail/deliver.ts'
import type { Job } from '../job.ts'

// A run ends before the next one begins, and stays within the queries that D1 allows an invocation.
const secondsToSend = 50
const mostMails = 500

/** Sends what the deeds themselves could not send at once (R8). */
export const deliverMails: Job = {
  name: 'deliver-mails',
  run: (env) => {
    const atThatRate = Math.floor(configuration(env).mail.perSecond * secondsToSend)
    return deliverDueMails(env, { limit: Math.min(Math.max(atThatRate, 1), mostMails) })
  },
}
