import { createMiddleware } from 'hono/factory'
import { configuration } from '../configuration.ts'
import type { Env } from '../env.ts'

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * The defence against requests that another site makes with a visitor's cookies: what may change something comes from
 * this origin and as JSON, which no form can send and no foreign page may without asking first. A client that is
 * no browser sends no Origin, and has no visitor's cookies either.
 */
export const guard = createMiddleware<{ Bindings: Env }>(async (c, next) => {
  if (safeMethods.has(c.req.method)) return next()
  const origin = c.req.header('origin')
  const isForeign = origin !== undefined && origin !== configuration(c.env).appOrigin
  const site = c.req.header('sec-fetch-site')
  if (isForeign || site === 'cross-site' || site === 'same-site') {
    return c.json({ message: 'This request comes from another site.' }, 403)
  }
  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json' && !isEmptySignOut(c.req.path, type)) {
    return c.json({ message: 'Send JSON.' }, 415)
  }
  return next()
})

// better-auth's sign-out takes no body.
function isEmptySignOut(path: string, type: string | undefined) {
  return path === '/api/auth/sign-out' && type === undefined
}
