import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { handleAuth } from './auth/handler.ts'
import { signInOptions } from './auth/sign-in-options.ts'
import { configured } from './configured.ts'
import type { Env } from './env.ts'
import { logFailure } from './log/failure.ts'
import { handleHealth } from './health/handler.ts'
import { connect } from './live/connect.ts'
import { createContext } from './router/context.ts'
import { appRouter } from './router/index.ts'
import { guard } from './router/guard.ts'
import { RefusedError } from './router/refused.ts'
import { secured } from './security-headers.ts'
import { signedInHint } from './signed-in-hint.ts'
import { unstreamed } from './unstreamed.ts'
import { watched } from './watch.ts'

const largestBody = 1024 * 1024
/** Calls in one request: more than any page makes, and bounded. */
const largestBatch = 20

export const app = new Hono<{ Bindings: Env }>()

app.use(secured)
app.use(watched)
app.get('/api/health', (c) => handleHealth(c.env, Date.now()))
app.use('/api/*', configured)
app.use('/api/*', guard)
app.use(
  '/api/*',
  bodyLimit({
    maxSize: largestBody,
    onError: (c) => c.json({ message: 'The request is too large.' }, 413),
  }),
)

app.use('/api/auth/*', signedInHint)
app.use('/api/trpc/*', signedInHint)

app.get('/api/sign-in-options', (c) => c.json(signInOptions(c.env)))
app.all('/api/auth/*', (c) => handleAuth(c.env, c.req.raw, c.executionCtx))
app.get('/api/live', (c) => connect(c.env, c.req.raw))

app.all('/api/trpc/*', async (c) => {
  const { env, req, executionCtx } = c
  const answerHeaders = new Headers({ 'cache-control': 'no-store' })
  return fetchRequestHandler({
    endpoint: '/api/trpc',
    req: unstreamed(req.raw),
    router: appRouter,
    maxBatchSize: largestBatch,
    createContext: () =>
      createContext(env, req.raw.headers, {
        answerHeaders,
        waitUntil: (work) => executionCtx.waitUntil(work),
      }),
    responseMeta: ({ errors }) => {
      const waits = errors.flatMap((error) =>
        error instanceof RefusedError ? (error.refusal.retryAfter ?? []) : [],
      )
      if (waits.length > 0) answerHeaders.set('retry-after', String(Math.max(...waits)))
      return { headers: answerHeaders }
    },
    onError: ({ error, path, type }) => {
      if (error.code !== 'INTERNAL_SERVER_ERROR') return
      // A procedure that there is: whatever has no name of ours is a NOT_FOUND.
      logFailure('procedure_failed', error, { name: path, type })
    },
  })
})

app.notFound((c) => c.json({ message: 'There is nothing here.' }, 404))
app.onError((error, c) => {
  logFailure('request_failed', error)
  return c.json({ message: 'Something went wrong on our side. Nothing was changed.' }, 500)
})
