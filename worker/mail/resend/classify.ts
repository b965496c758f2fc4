import type { MailOutcome } from '../mailer.ts'

/** What an answer of the API comes to. `name` and `message` are those of its error. */
export type ProviderAnswer = {
  status: number
  name: string
  message: string
  retryAfter: number | null
}

// What is wrong with the sender or the account is wrong for every mail.
const stopping: readonly string[] = [
  'daily_quota_exceeded',
  'monthly_quota_exceeded',
  'invalid_from_address',
  'invalid_access',
]
const permanent: readonly number[] = [400, 404, 405, 413, 415, 422, 451]

/** Sorts an answer by what it asks for. https://resend.com/docs/api-reference/errors */
export function classify({ status, name, message, retryAfter }: ProviderAnswer): MailOutcome {
  const cause = name ? `${status} ${name}` : `${status}`
  if (status >= 200 && status < 300) return { kind: 'sent' }
  if (status === 401 || status === 403 || stopping.includes(name)) {
    return { kind: 'stop', cause, retryAfter }
  }
  if (name === 'invalid_idempotent_request') return { kind: 'conflict', cause }
  if (status === 422 && concernsRecipient(message)) {
    return { kind: 'permanent', failure: 'address_refused', cause }
  }
  if (permanent.includes(status)) {
    if (concernsUs(message)) return { kind: 'stop', cause, retryAfter }
    return { kind: 'permanent', failure: 'message_refused', cause }
  }
  return { kind: status === 429 ? 'wait' : 'retry', cause, retryAfter }
}

// The API has no names of its own for a bad recipient, sender or key (400 and 422 validation_error): its
// sentence names what is wrong.
function concernsRecipient(message: string): boolean {
  return /[`'"]to[`'"]|\bto field\b|\brecipient/i.test(message)
}

function concernsUs(message: string): boolean {
  return /[`'"]from[`'"]|\bfrom (field|address)\b|\bAPI key\b|\bdomain is not verified\b/i.test(
    message,
  )
}
