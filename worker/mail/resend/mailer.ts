import type { Mailer, MailOutcome, OutgoingMail } from '../mailer.ts'
import { classify } from './classify.ts'

export type ResendOptions = {
  /** Without a slash at its end. */
  apiUrl: string
  apiKey: string
  timeoutMs?: number
}

/** How long one try may take. */
export const sendTimeoutMs = 10_000

/** Sends by Resend's HTTP API, or by whatever speaks it: https://resend.com/docs/api-reference/emails/send-email */
export function resendMailer({ apiUrl, apiKey, timeoutMs = sendTimeoutMs }: ResendOptions): Mailer {
  return {
    async send(mail) {
      try {
        const response = await fetch(`${apiUrl}/emails`, requestOf(mail, apiKey, timeoutMs))
        return await outcomeOf(response)
      } catch (error) {
        const timedOut = error instanceof Error && error.name === 'TimeoutError'
        return { kind: 'retry', cause: timedOut ? 'timeout' : 'unreachable', retryAfter: null }
      }
    },
  }
}

function requestOf(mail: OutgoingMail, apiKey: string, timeoutMs: number): RequestInit {
  const { from, to, subject, html, text } = mail
  return {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${apiKey}`,
      'Content-Type': 'application/json',
      'Idempotency-Key': mail.idempotencyKey,
      'User-Agent': 'usher',
    },
    body: JSON.stringify({ from, to: [to], subject, html, text }),
    // The key stays with the host that it was configured for.
    redirect: 'manual',
    signal: AbortSignal.timeout(timeoutMs),
  }
}

async function outcomeOf(response: Response): Promise<MailOutcome> {
  if (response.ok) {
    // Read to its end, so that the connection serves the next mail; whatever it says, the mail was taken.
    await response.arrayBuffer().catch(() => null)
    return { kind: 'sent' }
  }
  const { name, message } = await errorOf(response)
  const retryAfter = secondsOf(response.headers.get('Retry-After'))
  return classify({ status: response.status, name, message, retryAfter })
}

async function errorOf(response: Response): Promise<{ name: string; message: string }> {
  const error = (await response.json().catch(() => null)) as Record<string, unknown> | null
  const name = typeof error?.name === 'string' ? error.name : ''
  const message = typeof error?.message === 'string' ? error.message : ''
  // The name goes into a log, so it must be a name.
  return { name: /^[a-z_]{1,60}$/.test(name) ? name : '', message }
}

// Whatever it says: one request a day hurries nobody, and a clock that is wrong must not hold up mails for good.
const longestWait = 24 * 60 * 60

/** Retry-After comes as seconds or as a date. */
function secondsOf(header: string | null): number | null {
  if (header === null || header.trim() === '') return null
  const given = Number(header)
  const seconds = Number.isNaN(given) ? (Date.parse(header) - Date.now()) / 1000 : given
  return seconds >= 0 ? Math.min(Math.ceil(seconds), longestWait) : null
}
