import { createAuthEndpoint } from 'better-auth/api'
import { deleteSessionCookie } from 'better-auth/cookies'
import type { BetterAuthPlugin } from 'better-auth/types'

/**
 * Adds `auth.api.clearSession`: has a client forget the cookie of a session that was ended. It is no route: nobody
 * reaches it from outside.
 */
export const clearSession = {
  id: 'clear-session',
  endpoints: {
    clearSession: createAuthEndpoint.serverOnly({ method: 'POST' }, async (ctx) => {
      deleteSessionCookie(ctx)
      return {}
    }),
  },
} satisfies BetterAuthPlugin
