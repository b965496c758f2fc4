/** For tests: mails in the real outbox, and what arrived in the mailbox of the run. */
import { env } from 'cloudflare:workers'
import { eq } from 'drizzle-orm'
import { database } from '../../db/database.ts'
import { outboxMail, quota } from '../../db/schema/index.ts'
import { sealToken } from '../auth/sealed-token.ts'
import { deliveryOf } from '../domain/delivery.ts'
import type { MailPayload } from '../domain/mail.ts'
import { insertMails } from '../../db/queries/insert-mails.ts'

export const uniqueAddress = () => `${crypto.randomUUID()}@northwind.test`

/** Starts a test with nothing owed, and nothing to wait for: what is due is due for every test of a file. */
export async function emptyOutbox(): Promise<void> {
  const db = database(env.DB)
  await db.batch([db.delete(outboxMail), db.delete(quota).where(eq(quota.key, 'mail:provider'))])
}

let mails = 0

/** A mail for a new password, due at `now`; it needs no organization. */
export async function owedMail(
  options: { now?: number; expiresAt?: number; secret?: string } = {},
) {
  const now = options.now ?? Date.now()
  const expiresAt = options.expiresAt ?? now + 40 * 60 * 60 * 1000
  const secret = options.secret ?? env.BETTER_AUTH_SECRET
  const recipient = uniqueAddress()
  // Of mails that are due at one instant, the first goes first.
  const id = `${(mails += 1).toString().padStart(8, '0')}${crypto.randomUUID().slice(8)}`
  const sealedToken = await sealToken(secret, `token-of-${id}`)
  const payload: MailPayload = {
    kind: 'reset_password',
    locale: 'en',
    name: 'Mika Mori',
    sealedToken,
    expiresAt,
  }
  const none = { organizationId: null, invitationId: null, generation: null }
  const statements = insertMails([{ id, ...none, recipient, payload, now }])
  await env.DB.batch(statements.map((statement) => statement(env.DB)))
  return { id, recipient }
}

export async function mailRow(where: { id: string } | { recipient: string }) {
  const isIt =
    'id' in where ? eq(outboxMail.id, where.id) : eq(outboxMail.recipient, where.recipient)
  const [row] = await database(env.DB).select().from(outboxMail).where(isIt)
  if (!row) throw new Error('there is no such mail')
  return { ...row, delivery: deliveryOf(row, 0) }
}

export type ArrivedMail = { to: string; from: string; subject: string; html: string; text: string }

/** What the mailbox got for an address, newest first. */
export async function arrived(recipient: string): Promise<ArrivedMail[]> {
  const response = await fetch(`${env.MAIL_API_URL}/messages?to=${encodeURIComponent(recipient)}`)
  return (await response.json<{ items: ArrivedMail[] }>()).items
}

/** What the mailbox is to answer to sends; docs: `node tools/mailbox/main.ts --help`. */
export type FaultyAnswer =
  | 'usual'
  | 'reset'
  | 'hang'
  | { status: number; name?: string; message?: string; headers?: Record<string, string> }

const manyTimes = 1000

/** Has sends to an address fail, until it is mended. */
export async function failSendsTo(
  to: string,
  answer: FaultyAnswer,
  more: { takes?: boolean; delayMs?: number } = {},
): Promise<void> {
  await mendSendsTo(to)
  const fault = { to, answer, times: manyTimes, ...more }
  const response = await fetch(faults(), { method: 'POST', body: JSON.stringify(fault) })
  if (!response.ok) throw new Error(await response.text())
}

export async function mendSendsTo(to: string): Promise<void> {
  await fetch(faults(to), { method: 'DELETE' })
}

/** How many sends to an address have failed since it was told to. */
export async function failedSendsTo(to: string): Promise<number> {
  const response = await fetch(faults())
  const { items } = await response.json<{ items: { to?: string; times: number }[] }>()
  const left = items.find((fault) => fault.to === to)?.times
  if (left === undefined) throw new Error('its sends were not to fail')
  return manyTimes - left
}

const faults = (to?: string) =>
  `${env.MAIL_API_URL}/faults${to === undefined ? '' : `?to=${encodeURIComponent(to)}`}`
