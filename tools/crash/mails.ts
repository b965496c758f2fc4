import { readFileSync } from 'node:fs'
import { everyMinute, ring } from '../lib/cron.ts'
import { execute, query } from '../lib/local-database.ts'
import { mailboxFile } from '../lib/services.ts'
import type { Accepted } from '../mailbox/store.ts'
import type { MailRow } from './rows.ts'
import { Violation } from './violation.ts'

const mostRings = 20

/** Has the schedule send what is owed, without the minutes that a mail waits whose sender was killed. */
export async function deliverMails(state: string, origin: string): Promise<void> {
  const owed = () => query(state, `SELECT 1 FROM outbox_mail WHERE status = 'queued'`).length
  for (let rings = 0; owed() > 0; rings += 1) {
    if (rings === mostRings) throw new Violation('mails are owed for good', owed())
    execute(
      state,
      `UPDATE outbox_mail SET lease_until = 1, next_attempt_at = 1 WHERE status = 'queued'`,
    )
    if (!(await ring(origin, everyMinute)))
      throw new Error('The job that delivers mails has failed')
  }
}

/**
 * Each mail was taken once, of what is recorded as sent; and none that nobody owed. Whether what is obsolete had a reason
 * to be, each look at the rows has said (judge.ts). Answers how many were taken.
 */
export function judgeMails(state: string, mails: readonly MailRow[]): number {
  const taken = new Map<string, Accepted>()
  for (const line of readFileSync(mailboxFile(state), 'utf8').split('\n')) {
    if (line === '') continue
    const accepted = JSON.parse(line) as Accepted
    const key = accepted.key ?? ''
    if (taken.has(key)) throw new Violation('one mail, taken twice', key)
    taken.set(key, accepted)
  }
  const known = new Map(mails.map((mail) => [mail.id, mail]))
  for (const [key, { messages }] of taken) {
    const to = messages.flatMap((message) => message.to)
    const mail = known.get(key)
    if (!mail) throw new Violation('a mail that nobody owed', key, to)
    if (to.length !== 1 || to[0] !== mail.recipient) throw new Violation('sent to', to, mail)
  }
  for (const mail of mails) {
    const isRight = mail.status === 'sent' ? taken.has(mail.id) : mail.status === 'obsolete'
    if (!isRight) throw new Violation('a mail that did not arrive', mail)
  }
  return taken.size
}
