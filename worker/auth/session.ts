import type { Env } from '../env.ts'
import { authFor } from './auth.ts'
import { logFailure } from '../log/failure.ts'
import { noteWho } from '../log/operation.ts'

/** Who a session belongs to. `email` is an address key (R6). */
export type SessionUser = {
  id: string
  name: string
  email: string
  emailVerified: boolean
}

/** A session by its id, and the `Set-Cookie` headers to pass on when reading it made it live longer. */
export type ReadSession = { id: string; user: SessionUser; cookies: Headers }

/**
 * The session of a request; `null` when it has none. It says who is there and nothing of roles, which are read anew by
 * each command and query (R38).
 */
export async function readSession(env: Env, headers: Headers): Promise<ReadSession | null> {
  if (!headers.has('cookie')) return null
  const read = await authFor(env)
    .api.getSession({ headers, returnHeaders: true })
    .catch((error: unknown) => {
      logFailure('session_unreadable', error)
      throw new Error('The session could not be read.', { cause: error })
    })
  if (!read.response) return null
  const { session, user } = read.response
  const { id, name, email, emailVerified } = user
  noteWho(id)
  return {
    id: session.id,
    user: { id, name, email, emailVerified },
    cookies: onlyCookies(read.headers),
  }
}

/** Of better-auth's headers, those that are the session's. */
export function onlyCookies(headers: Headers | null): Headers {
  const cookies = new Headers()
  for (const cookie of headers?.getSetCookie() ?? []) cookies.append('set-cookie', cookie)
  return cookies
}
