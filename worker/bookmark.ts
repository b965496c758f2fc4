/**
 * A bookmark is a state of a D1. Whatever is asked with one is answered by the primary, or by a replica that has come as
 * far: so whoever has changed something, or heard of a change, reads nothing older.
 */
import { configuration } from './configuration.ts'
import { cookieIn, cookiePrefixOf } from './cookies.ts'
import type { Place } from './database-for.ts'
import { bookmarkHeader } from './domain/live.ts'
import type { Env } from './env.ts'

/** Replicas are seconds behind; after some minutes they all know what the bookmark asks for. */
const lifetimeSeconds = 5 * 60

/** Four hexadecimal numbers; D1 writes the first three in 8 digits and the last in 32, and may come to need more. */
const shape = /^[0-9a-f]{8,64}(?:-[0-9a-f]{8,64}){3}$/

/** How a bookmark travels to a page and back: each database has its own. */
export function markOf(binding: string, bookmark: string | null): string | undefined {
  return bookmark === null ? undefined : `${binding}.${bookmark}`
}

/** From where a request's reads of a database begin: the later one of what it changed and what it was told of. */
export function readFrom(env: Env, headers: Headers, { binding }: Place): D1SessionBookmark {
  const own = cookieIn(headers.get('cookie'), cookieName(env, binding)) ?? ''
  const heard = inHeader(headers.get(bookmarkHeader), binding)
  // https://developers.cloudflare.com/d1/reference/glossary/: they sort as texts, the older ones first.
  const [latest] = [own, heard]
    .filter((one) => shape.test(one))
    .toSorted()
    .toReversed()
  return latest ?? 'first-unconstrained'
}

function inHeader(marks: string | null, binding: string): string {
  const own = marks?.split(', ').find((mark) => mark.startsWith(`${binding}.`))
  return own?.slice(binding.length + 1) ?? ''
}

/**
 * Has the browser read from there on, for a while; and the page, which knows the latest of answers that cross, where the
 * browser keeps the last.
 */
export function passOn(
  env: Env,
  answerHeaders: Headers,
  { binding }: Pick<Place, 'binding'>,
  bookmark: string | null | undefined,
): void {
  const mark = markOf(binding, bookmark ?? null)
  if (mark === undefined) return
  answerHeaders.append(bookmarkHeader, mark)
  const name = cookieName(env, binding)
  const secure = name.startsWith('__Host-') ? '; Secure' : ''
  answerHeaders.append(
    'set-cookie',
    `${name}=${bookmark}; Max-Age=${lifetimeSeconds}; Path=/; HttpOnly; SameSite=Lax${secure}`,
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
