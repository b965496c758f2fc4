import { database } from '../../db/database.ts'
import { membershipsOf } from '../../db/queries/memberships.ts'
import type { ViewerView } from '../domain/views.ts'
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
})
