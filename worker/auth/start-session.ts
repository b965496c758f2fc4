import { createAuthEndpoint } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'
import type { BetterAuthPlugin, User } from 'better-auth/types'
import * as z from 'zod'

/**
 * Adds `auth.api.startSession`: signs in a user whose right to it was established elsewhere. It is no route:
 * nobody reaches it from outside.
 */
export const startSession = {
  id: 'start-session',
  endpoints: {
    startSession: createAuthEndpoint.serverOnly(
      { method: 'POST', body: z.object({ user: z.custom<User>() }) },
      async (ctx) => {
        const { user } = ctx.body
        const session = await ctx.context.internalAdapter.createSession(user.id)
        await setSessionCookie(ctx, { session, user })
        return { id: session.id, token: session.token }
      },
    ),
  },
} satisfies BetterAuthPlugin
