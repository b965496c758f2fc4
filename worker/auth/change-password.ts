import { and, eq, sql } from 'drizzle-orm'
import { database } from '../../db/database.ts'
import { account, session, verification } from '../../db/schema/index.ts'
import type { Env } from '../env.ts'
import { accountWithPassword } from './account-with-password.ts'
import { beginSession } from './begin-session.ts'
import { attemptSignIn } from './limits.ts'
import { hashPassword, verifyPassword } from './password-hash.ts'
import type { SessionUser } from './session.ts'

export type PasswordChange = {
  user: SessionUser
  currentPassword: string
  /** One that an account may have (R22). */
  newPassword: string
  client: string
  headers: Headers
  now: number
}

/** What became of it; `cookies` are those of the session that stands for the one that asked. */
export type PasswordChanged =
  | { kind: 'changed'; cookies: Headers }
  | { kind: 'refused'; problem: 'no_password' | 'wrong_password' }
  | { kind: 'rate_limited'; retryAfter: number }

/**
 * Changes the password of an account whose current one is known; a wrong one counts as a failed sign-in (R42). Every
 * session ends, whoever holds its cookie, and every open link to reset the password; who asked gets a new session.
 */
export async function changePassword(
  env: Env,
  { user: { id, email }, currentPassword, newPassword, client, headers, now }: PasswordChange,
): Promise<PasswordChanged> {
  const found = await accountWithPassword(env, email)
  if (!found) return { kind: 'refused', problem: 'no_password' }
  const attempt = await attemptSignIn(env, { address: email, client }, async () =>
    (await verifyPassword(found.hash, currentPassword)) ? true : null,
  )
  if (!attempt.ok) return { kind: 'rate_limited', retryAfter: attempt.retryAfter }
  if (attempt.value === null) return { kind: 'refused', problem: 'wrong_password' }
  const newHash = await hashPassword(newPassword)
  const begun =
    (await replaceHash(env, id, { from: found.hash, to: newHash, now })) &&
    (await beginSession(env, { user: found.user, hash: newHash }, headers))
  // Who lost to a reset is told what they would have been told had it come first.
  if (!begun) return { kind: 'refused', problem: 'wrong_password' }
  return { kind: 'changed', cookies: begun.cookies }
}

/** All or nothing, and nothing where the password was changed by somebody else since it was read. */
async function replaceHash(
  env: Env,
  userId: string,
  { from, to, now }: { from: string; to: string; now: number },
): Promise<boolean> {
  const db = database(env.DB)
  const isReplaced = sql`EXISTS (SELECT 1 FROM ${account} WHERE ${account.userId} = ${userId} AND ${account.password} = ${to})`
  const [replaced] = await db.batch([
    db
      .update(account)
      .set({ password: to, updatedAt: new Date(now) })
      .where(
        and(
          eq(account.userId, userId),
          eq(account.providerId, 'credential'),
          eq(account.password, from),
        ),
      )
      .returning({ id: account.id }),
    db.delete(session).where(and(eq(session.userId, userId), isReplaced)),
    // The value of a reset is its user's id (reset-token.ts).
    db.delete(verification).where(and(eq(verification.value, userId), isReplaced)),
  ])
  return replaced.length > 0
}
