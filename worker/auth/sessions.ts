import { and, desc, eq, gt } from 'drizzle-orm'
import { database } from '../../db/database.ts'
import { session } from '../../db/schema/index.ts'
import type { SessionView } from '../domain/views.ts'
import type { Env } from '../env.ts'
import { authFor } from './auth.ts'
import { onlyCookies } from './session.ts'

/** The sessions of a user that are open, the one used last first. Their tokens are read by nobody. */
export async function openSessionsOf(
  env: Env,
  userId: string,
  { currentId, now }: { currentId: string; now: number },
): Promise<SessionView[]> {
  const rows = await database(env.DB)
    .select({
      id: session.id,
      userAgent: session.userAgent,
      ipAddress: session.ipAddress,
      createdAt: session.createdAt,
      updatedAt: session.updatedAt,
    })
    .from(session)
    .where(and(eq(session.userId, userId), gt(session.expiresAt, new Date(now))))
    .orderBy(desc(session.updatedAt), desc(session.id))
  return rows.map(({ id, userAgent, ipAddress, createdAt, updatedAt }) => ({
    id,
    isCurrent: id === currentId,
    // better-auth keeps what it does not know as an empty text.
    userAgent: userAgent || null,
    ipAddress: ipAddress || null,
    createdAt: createdAt.toISOString(),
    lastUsedAt: updatedAt.toISOString(),
  }))
}

/** Ends one session of a user's, from its next request on; whether there was such a one. */
export async function endSession(env: Env, userId: string, sessionId: string): Promise<boolean> {
  const ended = await database(env.DB)
    .delete(session)
    .where(and(eq(session.id, sessionId), eq(session.userId, userId)))
    .returning({ id: session.id })
  return ended.length > 0
}

/** Ends every session of a user's. */
export async function endSessionsOf(env: Env, userId: string): Promise<void> {
  await database(env.DB).delete(session).where(eq(session.userId, userId))
}

/** The `Set-Cookie` headers with which a client forgets its session. */
export async function clearedCookies(env: Env, headers: Headers): Promise<Headers> {
  const cleared = await authFor(env).api.clearSession({ headers, returnHeaders: true })
  return onlyCookies(cleared.headers)
}
