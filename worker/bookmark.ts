/**
 * A bookmark is a state of a D1. Whatever is asked with one is answered by the primary, or by a replica that has come as
 * far: so whoever has changed something, or heard of a change, reads nothing older.
 */
import { configuration } from './configuration.ts'
import { cookieIn, cookiePrefixOf } from './cookies.ts'
import type { Place } from './database-for.ts'
import {
  bookmarkHeader,
  bookmarkLifetimeMs,
  bookmarksIn,
  latestOf,
  markOf,
} from './domain/bookmark.ts'
import type { Env } from './env.ts'

/** From where a request's reads of a database begin: the later one of what its browser and its page were told. */
export function readFrom(env: Env, headers: Headers, { binding }: Place): D1SessionBookmark {
  const ofBrowser = cookieIn(headers.get('cookie'), cookieName(env, binding))
  const ofPage = bookmarksIn(headers.get(bookmarkHeader)).get(binding)
  return latestOf(ofBrowser, ofPage) ?? 'first-unconstrained'
}

/**
 * Has the browser read from there on, for a while, and the page as well: where answers cross, the browser is left with the
 * cookie of the last one, which may be the older.
 */
export function passOn(
  env: Env,
  answerHeaders: Headers,
  { binding }: Pick<Place, 'binding'>,
  bookmark: string | null | undefined,
): void {
  const mark = markOf(binding, bookmark)
  if (mark === undefined) return
  answerHeaders.append(bookmarkHeader, mark)
  const name = cookieName(env, binding)
  const secure = name.startsWith('__Host-') ? '; Secure' : ''
  answerHeaders.append(
    'set-cookie',
    `${name}=${bookmark}; Max-Age=${bookmarkLifetimeMs / 1000}; Path=/; HttpOnly; SameSite=Lax${secure}`,
  )
}

const kind = '.bookmark.'

function cookieName(env: Env, binding: string): string {
  return `${cookiePrefixOf(configuration(env).appOrigin)}${kind}${binding}`
}

/** What else a request's cookies say. They change with each deed of its browser, and say nothing of who it is. */
export function withoutBookmarks(cookies: string): string {
  if (!cookies.includes(kind)) return cookies
  return cookies
    .split('; ')
    .filter((cookie) => !cookie.split('=', 1)[0]?.includes(kind))
    .join('; ')
}
