import { createMiddleware } from 'hono/factory'
import { authRoutes } from './auth/handler.ts'
import { countingTrips } from './log/counted-d1.ts'
import type { Env } from './env.ts'
import { asOperation, newRequestId, type Operation } from './log/operation.ts'
import { tell } from './log/tell.ts'

/** Under this name an answer says which lines of the log are its own. */
const requestIdHeader = 'x-request-id'

/** Makes a request an operation, and has the log told how it went, unless its procedures have told it. */
export const watched = createMiddleware<{ Bindings: Env }>((c, next) =>
  asOperation(newRequestId(), async (operation) => {
    const startedAt = Date.now()
    c.env = countingTrips(c.env)
    await next()
    c.res.headers.set(requestIdHeader, operation.requestId)
    if (!operation.isTold) tellRequest(operation, c.req.raw, c.res.status, startedAt)
  }),
)

function tellRequest(operation: Operation, request: Request, status: number, startedAt: number) {
  tell(operation, 'worker', {
    name: nameOf(request),
    outcome: status >= 500 ? 'failed' : status >= 400 ? 'refused' : 'ok',
    reason: operation.reason ?? (status >= 400 ? String(status) : null),
    startedAt,
  })
}

const ours = new Set(['/api/health', '/api/live', '/api/sign-in-options', '/api/trpc'])

/** A path that is none of ours may be anything, a token say. */
function nameOf({ method, url }: Request): string {
  const path = new URL(url).pathname.replace(/^(\/api\/trpc)\/.*/, '$1')
  const name = `${method} ${path}`
  return ours.has(path) || authRoutes.includes(name) ? name : 'elsewhere'
}
