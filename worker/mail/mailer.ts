import type { MailFailure } from '../domain/mail.ts'

export type OutgoingMail = {
  /** The same for every try of one mail, and for no other: the provider sends it once. */
  idempotencyKey: string
  from: string
  to: string
  subject: string
  html: string
  text: string
}

/** What became of handing a mail to the provider. */
export type MailOutcome =
  | { kind: 'sent' }
  /** Trying again would be answered the same. */
  | { kind: 'permanent'; failure: Exclude<MailFailure, 'gave_up'>; cause: string }
  /** The provider knows its key with another body: something of ours made two tries differ. */
  | { kind: 'conflict'; cause: string }
  /** It may have been taken or not: try again later; in how many seconds at least, where the provider says so. */
  | { kind: 'retry'; cause: string; retryAfter: number | null }
  /** It was not taken, for mails come too fast: all of them wait. */
  | { kind: 'wait'; cause: string; retryAfter: number | null }
  /** It was not taken, for what concerns every mail: nothing is sent until somebody has seen to it. */
  | { kind: 'stop'; cause: string; retryAfter: number | null }

/** A way to send mails. It never throws; causes are words for a log, without addresses or secrets. */
export interface Mailer {
  send(mail: OutgoingMail): Promise<MailOutcome>
}
