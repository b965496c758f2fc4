import { createMiddleware } from 'hono/factory'
import type { Env } from './env.ts'

/** As long as a session can live. */
const maxAge = 90 * 24 * 60 * 60
const session = /(?:^|;\s*)(?:__Host-)?usher\.session_token=([^;]*)/
const hint = /(?:^|;\s*)(?:__Host-)?usher\.signed_in=1(?:;|$)/

/**
 * Says to the app, by a cookie that its scripts can read, whether this browser has the session's, which they can't: so
 * that a page need not ask who is signed in where nobody is. Nothing is decided on it here. Each answer sets it right.
 */
export const signedInHint = createMiddleware<{ Bindings: Env }>(async (c, next) => {
  await next()
  const brought = c.req.header('cookie') ?? ''
  const has = hasSession(brought, c.res.headers.getSetCookie())
  if (has === hint.test(brought)) return
  const isHttps = new URL(c.req.url).protocol === 'https:'
  const name = `${isHttps ? '__Host-' : ''}usher.signed_in`
  const attributes = `Path=/; Max-Age=${has ? maxAge : 0}; SameSite=Lax${isHttps ? '; Secure' : ''}`
  c.res.headers.append('set-cookie', `${name}=${has ? 1 : ''}; ${attributes}`)
})

/** Whether the browser has a session's cookie once it has read the answer. */
function hasSession(brought: string, answered: readonly string[]): boolean {
  const last = answered.findLast((cookie) => session.test(cookie)) ?? brought
  return Boolean(session.exec(last)?.[1]) && !/;\s*Max-Age=0/i.test(last)
}
