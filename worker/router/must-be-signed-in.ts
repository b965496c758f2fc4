import { TRPCError } from '@trpc/server'
import type { ReadSession } from '../auth/session.ts'
import type { Context } from './context.ts'

/** The session as it stands; `UNAUTHORIZED` where it has ended. */
export async function mustBeSignedIn(ctx: Context): Promise<ReadSession> {
  const session = await ctx.session()
  if (!session) throw new TRPCError({ code: 'UNAUTHORIZED' })
  return session
}
