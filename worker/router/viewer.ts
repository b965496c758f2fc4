import { TRPCError } from '@trpc/server'
import { sessionOf } from '../../db/database.ts'
import { viewerWithMemberships } from '../../db/queries/memberships.ts'
import { changePassword } from '../auth/change-password.ts'
import { renameAccount } from '../auth/rename-account.ts'
import { clearedCookies, endSession, endSessionsOf, openSessionsOf } from '../auth/sessions.ts'
import { configuration } from '../configuration.ts'
import { passOn } from '../bookmark.ts'
import { placesOf } from '../database-for.ts'
import { passwordProblem } from '../domain/password.ts'
import type { SessionView, ViewerOptions, ViewerView } from '../domain/views.ts'
import type { Context } from './context.ts'
import { inputs } from './inputs.ts'
import { InputProblem, RefusedError } from './refused.ts'
import { claimedProcedure, router, signedInProcedure } from './trpc.ts'

export const viewerRouter = router({
  /** By the primary: what a page reads from then on is no older than who its viewer was told to be. */
  get: claimedProcedure.query(async ({ ctx }): Promise<ViewerView> => {
    const { userId: viewerId, sessionId } = ctx.claim
    const asked = { viewerId, sessionId, now: ctx.now }
    const read = placesOf(ctx.env).map(({ binding, d1 }) => ({
      binding,
      session: sessionOf(d1, 'first-primary'),
    }))
    const view = await viewerWithMemberships(
      read.map(({ session }) => session),
      asked,
    )
    if (!view) throw new TRPCError({ code: 'UNAUTHORIZED' })
    for (const { binding, session } of read)
      passOn(ctx.env, ctx.answerHeaders, { binding }, session.getBookmark())
    return view
  }),
  options: signedInProcedure.query(({ ctx }): ViewerOptions => ({
    organizationCreation: configuration(ctx.env).organizationCreation,
  })),
  sessions: signedInProcedure.query(
    async ({ ctx: { env, viewer, sessionId, now } }): Promise<{ items: SessionView[] }> => ({
      items: await openSessionsOf(env, viewer.id, { currentId: sessionId, now }),
    }),
  ),
  rename: signedInProcedure
    .input(inputs.viewer.rename)
    .mutation(async ({ ctx: { env, viewer, now }, input: { name } }) => {
      await renameAccount(env, viewer.id, { name, now })
      return { name }
    }),
  /** Ends every other session. A wrong current password is an issue of `currentPassword`: `wrong_password`. */
  changePassword: signedInProcedure
    .input(inputs.viewer.changePassword)
    .mutation(async ({ ctx, input }): Promise<Record<never, never>> => {
      const { env, viewer: user, client, headers, now } = ctx
      const problem = passwordProblem(input.newPassword, user.email)
      if (problem) throw new InputProblem('newPassword', problem)
      const changed = await changePassword(env, { user, ...input, client, headers, now })
      switch (changed.kind) {
        case 'changed':
          answerWithCookies(ctx, changed.cookies)
          return {}
        case 'refused':
          throw new InputProblem('currentPassword', changed.problem)
        case 'rate_limited':
          throw new RefusedError({ reason: 'rate_limited', retryAfter: changed.retryAfter })
      }
    }),
  endSession: signedInProcedure
    .input(inputs.viewer.endSession)
    .mutation(async ({ ctx, input: { sessionId } }): Promise<Record<never, never>> => {
      const isEnded = await endSession(ctx.env, ctx.viewer.id, sessionId)
      if (!isEnded) throw new RefusedError({ reason: 'not_found' })
      if (sessionId === ctx.sessionId) await signOut(ctx)
      return {}
    }),
  /** Every session, also the one that asks. */
  signOutEverywhere: signedInProcedure.mutation(async ({ ctx }): Promise<Record<never, never>> => {
    await endSessionsOf(ctx.env, ctx.viewer.id)
    await signOut(ctx)
    return {}
  }),
})

async function signOut(ctx: Context): Promise<void> {
  answerWithCookies(ctx, await clearedCookies(ctx.env, ctx.headers))
}

/** In the place of the cookie that reading the session may have made live longer. */
function answerWithCookies({ answerHeaders }: Context, cookies: Headers): void {
  answerHeaders.delete('set-cookie')
  for (const cookie of cookies.getSetCookie()) answerHeaders.append('set-cookie', cookie)
}
