/** Every HTTP route beside the procedures: what a browser asks it with. What is tested of all routes is tested by this table. */
import { app } from '../app.ts'
import { authRoutes } from '../auth/handler.ts'

export type Route = {
  method: 'GET' | 'POST'
  path: string
  body?: Record<string, unknown>
  /** It takes a POST of nothing, too. */
  mayBeEmpty?: true
  /** It is asked by machines, changes nothing and tells nothing of anybody; 503 is one of its answers. */
  isForMonitors?: true
}

const token = 'T'.repeat(43)
const password = 'quite a good one'

const table: Record<string, Omit<Route, 'method' | 'path'>> = {
  'GET /api/health': { isForMonitors: true },
  'GET /api/sign-in-options': {},
  'GET /api/live': {},
  'POST /api/auth/sign-in/email': { body: { email: 'olivia@acme.test', password } },
  'POST /api/auth/sign-in/social': { body: { provider: 'google', callbackURL: '/' } },
  'GET /api/auth/callback/google': {},
  'GET /api/auth/error': {},
  'GET /api/auth/get-session': {},
  'POST /api/auth/sign-out': { body: {}, mayBeEmpty: true },
  'POST /api/auth/request-password-reset': { body: { email: 'olivia@acme.test' } },
  'POST /api/auth/reset-password': { body: { token, newPassword: password } },
}

export const everyRoute: Route[] = Object.entries(table).map(([name, route]) => {
  const [method, path = ''] = name.split(' ')
  return { method: method === 'POST' ? 'POST' : 'GET', path, ...route }
})

export const describedRoutes = Object.keys(table)

/** Those that there are: the app's own, and all of sign-in's. Procedures have a table of their own. */
export function existingRoutes(): string[] {
  const own = app.routes
    // Middleware stands among them, for all methods and a whole folder.
    .filter(({ method }) => method !== 'ALL')
    .map(({ method, path }) => `${method} ${path}`)
  return [...own, ...authRoutes]
}
