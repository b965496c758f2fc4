import type { SessionUser } from '../auth/session.ts'
import type { Env } from '../env.ts'
import type { Locale } from '../domain/mail.ts'

/** What a procedure knows of the request. The actor is here alone: never in an input. */
export type Context = {
  env: Env
  /** `null`: signed out. */
  viewer: SessionUser | null
  /** The id of the session that asks; `null` with the viewer. */
  sessionId: string | null
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
