import { configuration } from '../configuration.ts'
import { Outage, withinDeadline } from '../deadline.ts'
import type { Env } from '../env.ts'
import { refusal, unavailable } from './answer.ts'
import { authFor } from './auth.ts'
import { logFailure } from '../log/failure.ts'
import { requestReset } from './request-reset.ts'
import { resetPassword } from './reset-password.ts'
import { signIn } from './sign-in.ts'
import { signInSocial } from './sign-in-social.ts'

type Background = Pick<ExecutionContext, 'waitUntil'>
type Route = (env: Env, request: Request, ctx: Background) => Promise<Response>

/**
 * All of sign-in that can be reached. better-auth brings some thirty routes more: signing up, changing an
 * address, unlinking, tokens of providers. They would break R30 and R26, or are only something to attack.
 */
const routes: Record<string, Route> = {
  'POST /sign-in/email': signIn,
  'POST /sign-in/social': (env, request) => signInSocial(env, request, betterAuth),
  'GET /callback/google': betterAuth,
  'GET /error': betterAuth,
  'GET /get-session': getSession,
  'POST /sign-out': signOut,
  'POST /request-password-reset': requestReset,
  'POST /reset-password': resetPassword,
}

const basePath = '/api/auth'

/** Every route that there is, as method and path. */
export const authRoutes = Object.keys(routes).map((route) => route.replace(' ', ` ${basePath}`))

/** Everything under `/api/auth/`. The router's guard against foreign origins comes before it. */
export async function handleAuth(env: Env, request: Request, ctx: Background): Promise<Response> {
  const path = new URL(request.url).pathname.slice(basePath.length)
  const route = routes[`${request.method} ${path}`]
  if (!route) return refusal(404, 'NOT_FOUND', 'There is nothing here.')
  try {
    return await withinDeadline(route(env, request, ctx))
  } catch (error) {
    // It passes by itself, and nobody is to be woken for it: the line of the operation says it.
    if (error instanceof Outage) return unavailable(error.retryAfter)
    logFailure('auth_failed', error)
    const message = 'Something went wrong on our side. Nothing was changed.'
    return refusal(500, 'INTERNAL_SERVER_ERROR', message)
  }
}

/** As it stands now, whatever the cookie says. */
function getSession(env: Env, request: Request): Promise<Response> {
  const url = new URL(request.url)
  url.searchParams.set('disableCookieCache', 'true')
  return betterAuth(env, new Request(url, request))
}

/** Takes no body; better-auth wants JSON of every POST. */
function signOut(env: Env, request: Request): Promise<Response> {
  const headers = new Headers(request.headers)
  headers.set('content-type', 'application/json')
  headers.delete('content-length')
  return betterAuth(env, new Request(request.url, { method: 'POST', headers, body: '{}' }))
}

async function betterAuth(env: Env, request: Request): Promise<Response> {
  if (request.headers.has('origin') || request.method === 'GET') {
    return authFor(env).handler(request)
  }
  // better-auth wants an Origin beside a cookie. A browser always sends it, so this is none, and was let through as such.
  const headers = new Headers(request.headers)
  headers.set('origin', configuration(env).appOrigin)
  return authFor(env).handler(new Request(request, { headers }))
}
