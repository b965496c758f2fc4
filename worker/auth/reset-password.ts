import { and, eq, gt } from 'drizzle-orm'
import * as z from 'zod'
import { database } from '../../db/database.ts'
import { user, verification } from '../../db/schema/index.ts'
import { passwordProblem, type PasswordProblem } from '../domain/password.ts'
import type { Env } from '../env.ts'
import { answer, rateLimited, refusal } from './answer.ts'
import { clientOf } from './client.ts'
import { countDoubtfulToken } from './limits.ts'
import { hashPassword } from './password-hash.ts'
import { isResetToken, resetIdentifier } from './reset-token.ts'

const reset = z.object({ token: z.string(), newPassword: z.string() })

const sentences: Record<PasswordProblem, string> = {
  too_short: 'The password is too short.',
  too_long: 'The password is too long.',
  is_address: 'The address can’t be the password.',
  common: 'This password is one of the most common ones.',
}

/**
 * `POST /reset-password` (R41), in the place of better-auth's, which does it in several steps: one that fails would
 * leave a link that is spent and a password as it was. Every try counts, before the token is looked up (R42).
 */
export async function resetPassword(env: Env, request: Request): Promise<Response> {
  const input = reset.safeParse(await request.json().catch(() => null))
  if (!input.success) {
    return refusal(400, 'VALIDATION_ERROR', 'Send the token of the link and a new password.')
  }
  const retryAfter = await countDoubtfulToken(env, clientOf(request.headers))
  if (retryAfter !== null) return rateLimited(retryAfter)
  const { token, newPassword } = input.data
  const link = isResetToken(token) ? await openLink(env, token) : null
  if (!link) return refuseToken()
  // The link survives a refused password.
  const problem = passwordProblem(newPassword, link.email)
  if (problem) return refusal(400, 'PASSWORD_REFUSED', sentences[problem], { problem })
  const isSet = await setPassword(env, link, await hashPassword(newPassword))
  return isSet ? answer(200, { status: true }) : refuseToken()
}

type OpenLink = { identifier: string; userId: string; email: string }

/** Whose password a link may set; `null` when there is none of this token, or its hour is over. */
async function openLink(env: Env, token: string): Promise<OpenLink | null> {
  const identifier = await resetIdentifier(token)
  const [found] = await database(env.DB)
    .select({ userId: user.id, email: user.email })
    .from(verification)
    .innerJoin(user, eq(user.id, verification.value))
    .where(and(eq(verification.identifier, identifier), gt(verification.expiresAt, new Date())))
  return found ? { identifier, ...found } : null
}

function refuseToken(): Response {
  return refusal(400, 'INVALID_TOKEN', 'This link is not valid any more.')
}

const isOpen =
  'EXISTS (SELECT 1 FROM "verification" WHERE "identifier" = ?1 AND "value" = ?2 AND "expires_at" > ?3)'

/** All or nothing, and nothing where the link was used since it was read. Who had no password has one then. */
async function setPassword(
  { DB }: Env,
  { identifier, userId }: OpenLink,
  hash: string,
): Promise<boolean> {
  const link = [identifier, userId, Date.now()]
  const [, , spent] = await DB.batch([
    DB.prepare(
      `INSERT INTO "account"
        ("id", "user_id", "provider_id", "account_id", "password", "created_at", "updated_at")
      SELECT ?4, ?2, 'credential', ?2, ?5, ?3, ?3 WHERE ${isOpen}
      ON CONFLICT ("user_id", "provider_id") DO UPDATE
      SET "password" = excluded."password", "updated_at" = excluded."updated_at"`,
    ).bind(...link, crypto.randomUUID(), hash),
    DB.prepare(`DELETE FROM "session" WHERE "user_id" = ?2 AND ${isOpen}`).bind(...link),
    // This link and those of older mails; the value of Google's sign-in is JSON.
    DB.prepare(`DELETE FROM "verification" WHERE "value" = ?2 AND ${isOpen} RETURNING "id"`).bind(
      ...link,
    ),
  ])
  return (spent?.results ?? []).length > 0
}
