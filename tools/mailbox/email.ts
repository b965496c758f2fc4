import { bareAddress } from './address.ts'
import { ApiRefusal } from './refusal.ts'

/** A mail as it is handed in. */
export type Email = { from: string; to: string[]; subject: string; html: string; text: string }

const mostRecipients = 50
const largestBatch = 100

/** The mail in a body of `POST /emails`; throws an ApiRefusal where the provider would. */
export function parseEmail(body: unknown): Email {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new ApiRefusal(422, 'validation_error', 'The mail must be a JSON object.')
  }
  const fields = body as Record<string, unknown>
  const from = required(fields, 'from')
  if (bareAddress(from) === null) throw invalid('from')
  const to = recipientsOf(fields.to)
  const subject = required(fields, 'subject')
  const html = optional(fields, 'html')
  const text = optional(fields, 'text')
  if (html === '' && text === '') throw missing('html` or `text')
  return { from, to, subject, html, text }
}

/** The mails in a body of `POST /emails/batch`: all of them, or a refusal. */
export function parseBatch(body: unknown): Email[] {
  if (!Array.isArray(body) || body.length === 0 || body.length > largestBatch) {
    const message = `The batch must be a list of 1 to ${largestBatch} mails.`
    throw new ApiRefusal(422, 'validation_error', message)
  }
  return body.map(parseEmail)
}

/** Whom a body that was sent is for, as far as it can be read. */
export function recipientsIn(body: string): string[] {
  try {
    const emails: unknown[] = [JSON.parse(body)].flat()
    return emails.flatMap((email) => recipientsOf((email as { to?: unknown }).to))
  } catch {
    return []
  }
}

function recipientsOf(to: unknown): string[] {
  const given: unknown[] = Array.isArray(to) ? to : to === undefined ? [] : [to]
  if (given.length === 0) throw missing('to')
  if (given.length > mostRecipients) throw invalid('to')
  return given.map((recipient) => {
    const address = typeof recipient === 'string' ? bareAddress(recipient) : null
    if (address === null) throw invalid('to')
    return address
  })
}

function required(fields: Record<string, unknown>, name: string): string {
  const value = optional(fields, name)
  if (value === '') throw missing(name)
  return value
}

function optional(fields: Record<string, unknown>, name: string): string {
  const value = fields[name] ?? ''
  if (typeof value !== 'string') throw invalid(name)
  return value
}

function missing(field: string) {
  return new ApiRefusal(422, 'missing_required_field', `Missing \`${field}\` field.`)
}

function invalid(field: string) {
  return new ApiRefusal(422, 'validation_error', `Invalid \`${field}\` field.`)
}
