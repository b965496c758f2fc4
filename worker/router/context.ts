import { readClaim, readSession, type Claim, type ReadSession } from '../auth/session.ts'
import { clientOf } from '../auth/client.ts'
import type { Locale } from '../domain/mail.ts'
import type { Env } from '../env.ts'
import { localeOf } from '../locale.ts'

/** What a procedure knows of the request. The actor is here alone: never in an input. */
export type Context = {
  env: Env
  /** Who asks; `null`: signed out. Whether their session still stands is to be looked at with what they ask for. */
  whoAsks: () => Promise<Claim | null>
  /** The session as it stands: a round trip to D1, once a request. */
  session: () => Promise<ReadSession | null>
  /** One instant for the whole request. */
  now: number
  locale: Locale
  /** The client's address, for limits. */
  client: string
  headers: Headers
  /** Headers of the answer, a session's cookie say. */
  answerHeaders: Headers
  waitUntil: (work: Promise<unknown>) => void
}

/** Reads nothing by itself: whatever a procedure waits for, it waits for within the one deadline that it has. */
export function createContext(
  env: Env,
  headers: Headers,
  { answerHeaders, waitUntil }: Pick<Context, 'answerHeaders' | 'waitUntil'>,
): Context {
  let reading: Promise<ReadSession | null> | undefined
  const session = () => (reading ??= readAndPassOn(env, headers, answerHeaders))
  // Reads the session only where no claim says who asks.
  const readWhoAsks = async () => (await readClaim(env, headers)) ?? claimOf(await session())
  let asking: Promise<Claim | null> | undefined
  return {
    env,
    whoAsks: () => (asking ??= readWhoAsks()),
    session,
    now: Date.now(),
    locale: localeOf(headers),
    client: clientOf(headers),
    headers,
    answerHeaders,
    waitUntil,
  }
}

async function readAndPassOn(env: Env, headers: Headers, answerHeaders: Headers) {
  const session = await readSession(env, headers)
  for (const cookie of session?.cookies.getSetCookie() ?? [])
    answerHeaders.append('set-cookie', cookie)
  return session
}

const claimOf = (session: ReadSession | null): Claim | null =>
  session && { userId: session.user.id, sessionId: session.id }
