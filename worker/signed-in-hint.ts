import { createMiddleware } from 'hono/factory'
import { configuration } from './configuration.ts'
import { cookieIn, cookiePrefixOf } from './cookies.ts'
import type { Env } from './env.ts'

/** As long as a session can live. */
const maxAge = 90 * 24 * 60 * 60

/**
 * Says to the app, by a cookie that its scripts can read, whether this browser has the session's, which they can't: so
 * that a page need not ask who is signed in where nobody is. Nothing is decided on it here. Each answer sets it right.
 */
export const signedInHint = createMiddleware<{ Bindings: Env }>(async (c, next) => {
  await next()
  const prefix = cookiePrefixOf(configuration(c.env).appOrigin)
  const brought = c.req.header('cookie') ?? ''
  const has = hasSession(`${prefix}.session_token`, brought, c.res.headers.getSetCookie())
  const name = `${prefix}.signed_in`
  if (has === (cookieIn(brought, name) === '1')) return
  const secure = prefix.startsWith('__Host-') ? '; Secure' : ''
  const attributes = `Path=/; Max-Age=${has ? maxAge : 0}; SameSite=Lax${secure}`
  c.res.headers.append('set-cookie', `${name}=${has ? 1 : ''}; ${attributes}`)
})

/** Whether the browser has a session's cookie once it has read the answer. */
function hasSession(name: string, brought: string, answered: readonly string[]): boolean {
  const last = answered.findLast((cookie) => cookie.startsWith(`${name}=`)) ?? brought
  return Boolean(cookieIn(last, name)) && !/;\s*Max-Age=0/i.test(last)
}
