import type { Database } from '../../../db/database.ts'
import { outboxMail } from '../../../db/schema/index.ts'
import type { MailPayload } from '../../domain/mail.ts'

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
