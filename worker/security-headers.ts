import { createMiddleware } from 'hono/factory'
import type { Env } from './env.ts'

/**
 * What stands on every answer. The platform puts the same on the static files (web/static/_headers), whose content
 * security policy is the app's; an answer of the API is data, and may do nothing at all.
 */
export const securityHeaders = {
  'content-security-policy':
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy':
    'accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), payment=(), publickey-credentials-get=(), usb=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
}

/** Two years; a browser heeds it over https alone. */
export const transportSecurity = 'max-age=63072000; includeSubDomains'

export const secured = createMiddleware<{ Bindings: Env }>(async (c, next) => {
  await next()
  const { headers } = c.res
  for (const [name, value] of Object.entries(securityHeaders)) headers.set(name, value)
  // An answer is somebody's: no browser and nothing between keeps it.
  if (!headers.has('cache-control')) headers.set('cache-control', 'no-store')
  if (new URL(c.req.url).protocol === 'https:') {
    headers.set('strict-transport-security', transportSecurity)
  }
})
