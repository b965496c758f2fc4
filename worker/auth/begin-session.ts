import { and, eq, notExists, sql } from 'drizzle-orm'
import { database } from '../../db/database.ts'
import { account, session } from '../../db/schema/index.ts'
import type { Env } from '../env.ts'
import type { WithPassword } from './account-with-password.ts'
import { authFor } from './auth.ts'
import { onlyCookies } from './session.ts'

/**
 * Begins a session for whoever knew the password; `null` where it is no longer the account's. To check one takes a
 * while, and who sets another one meanwhile ends the sessions that there are: only once the new one is among them, a
 * look at the account tells.
 */
export async function beginSession(
  env: Env,
  { user, hash }: WithPassword,
  headers: Headers,
): Promise<{ token: string; cookies: Headers } | null> {
  const started = await authFor(env).api.startSession({
    body: { user },
    headers,
    returnHeaders: true,
  })
  const { id, token } = started.response
  if (!(await stands(env, id, { user, hash }))) return null
  return { token, cookies: onlyCookies(started.headers) }
}

async function stands(env: Env, sessionId: string, { user, hash }: WithPassword): Promise<boolean> {
  const db = database(env.DB)
  const isSession = eq(session.id, sessionId)
  const withPassword = db
    .select({ one: sql`1` })
    .from(account)
    .where(
      and(
        eq(account.userId, user.id),
        eq(account.providerId, 'credential'),
        eq(account.password, hash),
      ),
    )
  const [, standing] = await db.batch([
    db.delete(session).where(and(isSession, notExists(withPassword))),
    db.select({ id: session.id }).from(session).where(isSession),
  ])
  return standing.length > 0
}
