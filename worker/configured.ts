import { createMiddleware } from 'hono/factory'
import { configuration } from './configuration.ts'
import type { Env } from './env.ts'
import { logFailure } from './log/failure.ts'
import { ConfigurationError } from './variables.ts'

/** Nothing is answered with a variable missing or wrong: half of Usher would work, and nobody would look why. */
export const configured = createMiddleware<{ Bindings: Env }>(async (c, next) => {
  try {
    configuration(c.env)
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error
    logFailure('not_configured', error)
    const message = 'Usher is not set up: GET /api/health says what is missing.'
    return c.json({ message }, 503, { 'retry-after': '60' })
  }
  return next()
})
