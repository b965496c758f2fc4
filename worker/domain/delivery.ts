import { iso } from './instant.ts'
import type { Delivery, MailFailure, MailStatus } from './mail.ts'

/** What is known of the mail of a sending. */
export type MailRecord = {
  status: MailStatus
  failure: MailFailure | null
  sentAt: number | null
  createdAt: number
}

/**
 * What an admin is told about the mail of the last sending; nothing is called sent that the provider has not
 * taken. A mail that was overtaken, or that nobody ever owed, reaches nobody and has no reason: `fallbackAt` is
 * the instant to tell when there is no mail at all.
 */
export function deliveryOf(mail: MailRecord | null, fallbackAt: number): Delivery {
  if (mail === null) return { state: 'not_delivered', reason: null, at: iso(fallbackAt) }
  switch (mail.status) {
    case 'queued':
      return { state: 'queued', reason: null, at: iso(mail.createdAt) }
    case 'sent':
      return { state: 'sent', reason: null, at: iso(mail.sentAt ?? mail.createdAt) }
    case 'failed':
      return { state: 'not_delivered', reason: mail.failure, at: iso(mail.createdAt) }
    case 'obsolete':
      return { state: 'not_delivered', reason: null, at: iso(mail.createdAt) }
  }
}
