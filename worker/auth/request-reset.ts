import { eq } from 'drizzle-orm'
import * as z from 'zod'
import { database } from '../../db/database.ts'
import { insertMails } from '../../db/queries/insert-mails.ts'
import { ready } from '../../db/queries/statement.ts'
import { user, verification } from '../../db/schema/index.ts'
import { addressKey } from '../domain/address.ts'
import type { Locale } from '../domain/mail.ts'
import type { Env } from '../env.ts'
import { localeOf } from '../locale.ts'
import { deliverAtOnce } from '../mail/deliver.ts'
import { answer, rateLimited, refusal } from './answer.ts'
import { clientOf } from './client.ts'
import { countResetOfAddress, countResetOfClient } from './limits.ts'
import { logFailure } from '../log/failure.ts'
import { newResetToken, resetIdentifier, resetLifetimeMs } from './reset-token.ts'
import { sealToken } from './sealed-token.ts'

const asked = z.object({ email: z.string() })

/**
 * `POST /request-password-reset` (R41). It answers before the address is looked up, so neither what it says nor how
 * long it takes tells who has an account.
 */
export async function requestReset(
  env: Env,
  request: Request,
  ctx: Pick<ExecutionContext, 'waitUntil'>,
): Promise<Response> {
  const input = asked.safeParse(await request.json().catch(() => null))
  if (!input.success) return refusal(400, 'VALIDATION_ERROR', 'Send an email.')
  const address = addressKey(input.data.email)
  if (address === null) return refusal(400, 'INVALID_EMAIL', 'This is no email address.')
  const retryAfter = await countResetOfClient(env, clientOf(request.headers))
  if (retryAfter !== null) return rateLimited(retryAfter)
  const sending = sendReset(env, address, localeOf(request.headers))
  ctx.waitUntil(sending.catch((error: unknown) => logFailure('reset_mail_failed', error)))
  const message = 'If this address has an account, a mail with a link is on its way to it.'
  return answer(200, { status: true, message })
}

async function sendReset(env: Env, address: string, locale: Locale): Promise<void> {
  // Silent over its limit, which only the owner of the address should get to feel.
  if ((await countResetOfAddress(env, address)) !== null) return
  const db = database(env.DB)
  const found = await db.query.user.findFirst({ where: eq(user.email, address) })
  if (!found) return
  const now = Date.now()
  const expiresAt = now + resetLifetimeMs
  const token = newResetToken()
  const statements = [
    db.insert(verification).values({
      id: crypto.randomUUID(),
      identifier: await resetIdentifier(token),
      value: found.id,
      expiresAt: new Date(expiresAt),
      createdAt: new Date(now),
      updatedAt: new Date(now),
    }),
    ...insertMails([
      {
        id: crypto.randomUUID(),
        organizationId: null,
        invitationId: null,
        generation: null,
        recipient: found.email,
        payload: {
          kind: 'reset_password',
          locale,
          name: found.name,
          sealedToken: await sealToken(env.BETTER_AUTH_SECRET, token),
          expiresAt,
        },
        now,
      },
    ]),
  ]
  await env.DB.batch(statements.map((statement) => ready(env.DB, statement)))
  await deliverAtOnce(env, env.DB)
}
