import { database } from '../../db/database.ts'
import { membershipsOf } from '../../db/queries/memberships.ts'
import type { SessionView, ViewerOptions, ViewerView } from '../domain/views.ts'
import { inputs } from './inputs.ts'
import { notYet } from './not-yet.ts'
import { withinDeadline } from './within-deadline.ts'
import { router, signedInProcedure } from './trpc.ts'

export const viewerRouter = router({
  get: signedInProcedure.query(async ({ ctx }): Promise<ViewerView> => {
    const { id, name, email } = ctx.viewer
    return {
      user: { id, name, email },
      memberships: await withinDeadline(membershipsOf(database(ctx.env.DB), id)),
    }
  }),
  options: signedInProcedure.query((): Promise<ViewerOptions> => notYet()),
  sessions: signedInProcedure.query((): Promise<{ items: SessionView[] }> => notYet()),
  rename: signedInProcedure
    .input(inputs.viewer.rename)
    .mutation((): Promise<{ name: string }> => notYet()),
  /** Ends every other session. A wrong current password is an issue of `currentPassword`: `wrong_password`. */
  changePassword: signedInProcedure
    .input(inputs.viewer.changePassword)
    .mutation((): Promise<Record<never, never>> => notYet()),
  endSession: signedInProcedure
    .input(inputs.viewer.endSession)
    .mutation((): Promise<Record<never, never>> => notYet()),
  /** Every session, also the one that asks. */
  signOutEverywhere: signedInProcedure.mutation((): Promise<Record<never, never>> => notYet()),
})
