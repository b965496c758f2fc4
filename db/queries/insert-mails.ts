import { sql } from 'drizzle-orm'
import type { MailPayload } from '../../worker/domain/mail.ts'
import { outboxMail } from '../schema/index.ts'
import { jsonLists } from './json-lists.ts'
import { filled, given, kept } from './kept.ts'

export type OwedMail = {
  /** Also the idempotency key at the provider: of a sending `mailIdOf` it, of another mail a UUID. */
  id: string
  organizationId: string | null
  invitationId: string | null
  /** The invitation's sending that this mail is for; `null` for other mails. */
  generation: number | null
  recipient: string
  payload: MailPayload
  now: number
}

// `insert … select` names every column in the schema's order.
const insert = kept((db) =>
  db.insert(outboxMail).select(
    sql`SELECT value ->> 'id', value ->> 'organizationId', value ->> 'invitationId', value ->> 'generation',
      value ->> 'recipient', value -> 'payload', 'queued', NULL, 0, value ->> 'now', NULL, NULL, NULL, NULL, value ->> 'now'
      FROM json_each(${given('mails')})`,
  ),
)

/** The statements that make mails owed, for the batch that commits the deed they are part of (R8). They are due at once. */
export function insertMails(mails: readonly OwedMail[]) {
  return jsonLists(mails).map((list) => filled(insert, { mails: list }))
}
