import { createMiddleware } from 'hono/factory'
import { configuration } from '../configuration.ts'
import type { Env } from '../env.ts'

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * The defence against requests that another site makes with a visitor's cookies: whatever is asked comes from this
 * origin, and what may change something as JSON, which no form can send and no foreign page may without asking first.
 * A client that is no browser sends no Origin, and has no visitor's cookies either. Links may lead here from
 * anywhere, as the way back from Google does.
 */
export const guard = createMiddleware<{ Bindings: Env }>(async (c, next) => {
  const { appOrigin } = configuration(c.env)
  if (appOrigin.startsWith('https:') && new URL(c.req.url).protocol === 'http:') {
    // No redirect: whoever sent a password in the clear shall notice.
    return c.json({ message: 'Ask by https.' }, 403)
  }
  const isSafe = safeMethods.has(c.req.method)
  const isLink = isSafe && c.req.header('sec-fetch-mode') === 'navigate'
  if (!isLink && isForeign(c.req.raw.headers, appOrigin)) {
    return c.json({ message: 'This request comes from another site.' }, 403)
  }
  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (!isSafe && type !== 'application/json' && !isEmptySignOut(c.req.path, type)) {
    return c.json({ message: 'Send JSON.' }, 415)
  }
  return next()
})

function isForeign(headers: Headers, ours: string): boolean {
  const origin = headers.get('origin')
  const site = headers.get('sec-fetch-site')
  return (origin !== null && origin !== ours) || site === 'cross-site' || site === 'same-site'
}

// better-auth's sign-out takes no body.
function isEmptySignOut(path: string, type: string | undefined) {
  return path === '/api/auth/sign-out' && type === undefined
}
