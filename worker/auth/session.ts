import { getCookieCache } from 'better-auth/cookies'
import { Recent } from '../../db/recent.ts'
import { fromBase64Url } from '../base64url.ts'
import { withoutBookmarks } from '../bookmark.ts'
import { configuration } from '../configuration.ts'
import { cookieIn, cookiePrefixOf } from '../cookies.ts'
import type { Env } from '../env.ts'
import { logFailure } from '../log/failure.ts'
import { noteWho } from '../log/operation.ts'
import { authFor } from './auth.ts'

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
 * Who a request is from, as a cookie says that was signed here some minutes ago. The session may have ended since:
 * whoever answers looks at that in the same round trip to D1.
 */
export type Claim = { userId: string; sessionId: string }

/** The claim of a request; `null` when it has none that is genuine and young, and its session is to be read. */
export async function readClaim(env: Env, headers: Headers): Promise<Claim | null> {
  const given = headers.get('cookie')
  if (given === null) return null
  const cookies = withoutBookmarks(given)
  const known = verified.get(cookies)
  const claimed = known?.secret === env.BETTER_AUTH_SECRET ? known : await verify(env, cookies)
  if (!claimed || claimed.until < Date.now()) return null
  verified.set(cookies, claimed)
  const { userId, sessionId } = claimed
  noteWho(userId)
  return { userId, sessionId }
}

type Verified = Claim & { until: number; secret: string }

/** By the cookies that said it: a page asks several times with the same ones, and to verify them takes a while. */
const verified = new Recent<string, Verified>(500)

async function verify(env: Env, cookies: string): Promise<Verified | null> {
  const { BETTER_AUTH_SECRET: secret } = env
  const cookiePrefix = cookiePrefixOf(configuration(env).appOrigin)
  const name = `${cookiePrefix}.session_data`
  const data = cookieIn(cookies, name)
  const until = expiryOf(data)
  if (until === null) return null
  // This cookie alone: of two with its name, better-auth would take the other one, and `until` would be unsigned.
  const cached = await getCookieCache(new Headers({ cookie: `${name}=${data}` }), {
    cookiePrefix,
    isSecure: false,
    secret,
  }).catch(() => null)
  if (!cached) return null
  const { session, user } = cached
  // Signed in as somebody else since, say.
  const current = cookieIn(cookies, `${cookiePrefix}.session_token`)
  if (!current?.startsWith(`${session.token}.`)) return null
  return { userId: user.id, sessionId: session.id, until, secret }
}

/** Until when a cookie says that it counts; `null` where it can't be read, which better-auth would log a part of. */
function expiryOf(cookie: string | undefined): number | null {
  try {
    const { expiresAt } = JSON.parse(new TextDecoder().decode(fromBase64Url(cookie ?? ''))) as {
      expiresAt?: unknown
    }
    return typeof expiresAt === 'number' ? expiresAt : null
  } catch {
    return null
  }
}

/**
 * The session of a request as it stands now; `null` when it has none. It says who is there and nothing of roles, which
 * are read anew by each command and query (R38).
 */
export async function readSession(env: Env, headers: Headers): Promise<ReadSession | null> {
  if (!headers.has('cookie')) return null
  const read = await authFor(env)
    .api.getSession({ headers, query: { disableCookieCache: true }, returnHeaders: true })
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
