import { everyMinute, ring } from '../../tools/lib/cron.ts'

/**
 * Sends all mails that are owed, as the job of each minute does. After inviting many, or the mails of others would
 * wait behind theirs.
 */
export async function deliverMails(app: string): Promise<void> {
  if (!(await ring(app, everyMinute))) throw new Error('The job that delivers mails has failed')
}
