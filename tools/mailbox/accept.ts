import { createHash, randomUUID } from 'node:crypto'
import { parseBatch, parseEmail } from './email.ts'
import { parseJson } from './json.ts'
import { ApiRefusal } from './refusal.ts'
import type { Accepted, Store } from './store.ts'

export type Delivery = {
  kind: 'one' | 'batch'
  authorization: string | undefined
  idempotencyKey: string | undefined
  body: string
}

/** Takes mails as the provider does, and answers as it does; a key that was used is answered again, without a mail. */
export function accept(store: Store, delivery: Delivery, now: number): unknown {
  requireKeyOfApi(delivery.authorization)
  const key = idempotencyKeyOf(delivery.idempotencyKey)
  const digest = createHash('sha256').update(`${delivery.kind}\n${delivery.body}`).digest('base64')
  const earlier = key === null ? undefined : store.acceptedBy(key, now)
  if (earlier) {
    if (earlier.digest === digest) return answerOf(delivery, earlier)
    throw new ApiRefusal(
      409,
      'invalid_idempotent_request',
      'This idempotency key was used for another request in the last 24 hours.',
    )
  }
  const emails =
    delivery.kind === 'batch'
      ? parseBatch(parseJson(delivery.body))
      : [parseEmail(parseJson(delivery.body))]
  const createdAt = new Date(now).toISOString()
  const messages = emails.map((email) => ({ id: randomUUID(), ...email, createdAt }))
  const accepted = { key, digest, at: now, messages }
  store.keep(accepted)
  return answerOf(delivery, accepted)
}

function requireKeyOfApi(authorization: string | undefined): void {
  if (authorization === undefined) {
    throw new ApiRefusal(401, 'missing_api_key', 'Missing API key in the authorization header.')
  }
  if (!/^Bearer \S+$/i.test(authorization)) {
    throw new ApiRefusal(403, 'invalid_api_key', 'API key is invalid.')
  }
}

function idempotencyKeyOf(header: string | undefined): string | null {
  if (header === undefined) return null
  if (header.length >= 1 && header.length <= 256) return header
  throw new ApiRefusal(400, 'invalid_idempotency_key', 'The key must be between 1-256 chars.')
}

function answerOf({ kind }: Delivery, { messages }: Accepted): unknown {
  const ids = messages.map(({ id }) => ({ id }))
  return kind === 'batch' ? { data: ids } : ids[0]
}
