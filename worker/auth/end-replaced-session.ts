import type { BetterAuthOptions } from 'better-auth/types'

type SessionHooks = NonNullable<NonNullable<BetterAuthOptions['databaseHooks']>['session']>
type AfterCreation = NonNullable<NonNullable<SessionHooks['create']>['after']>

/** Ends the session in whose cookie's place a new one's is put: nobody could sign out of it any more. */
export const endReplacedSession: AfterCreation = async ({ token }, ctx) => {
  if (!ctx?.headers?.has('cookie')) return
  const { authCookies, internalAdapter, secret } = ctx.context
  const replaced = await ctx.getSignedCookie(authCookies.sessionToken.name, secret)
  if (replaced && replaced !== token) await internalAdapter.deleteSession(replaced)
}
