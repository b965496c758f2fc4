import type { MailPayload } from '../../worker/domain/mail.ts'
import type { Database } from '../database.ts'
import { outboxMail } from '../schema/index.ts'

export type OwedMail = {
  /** A UUID; also the idempotency key at the provider. */
  id: string
  organizationId: string | null
  invitationId: string | null
  /** The invitation's sending that this mail is for; `null` for other mails. */
  generation: number | null
  recipient: string
  payload: MailPayload
  now: number
}

/** The statement that makes a mail owed, for the batch that commits the deed it is part of (R8). It is due at once. */
export function insertMail(db: Database, { now, ...mail }: OwedMail) {
  return db
    .insert(outboxMail)
    .values({ ...mail, status: 'queued', nextAttemptAt: now, createdAt: now })
}
