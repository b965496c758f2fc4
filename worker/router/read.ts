import { database } from '../../db/database.ts'
import type { Answered, Asking } from '../../db/queries/asking.ts'
import { isPresenceDue, recordPresence } from '../../db/queries/presence.ts'
import type { Claim } from '../auth/session.ts'
import { logFailure } from '../log/failure.ts'
import type { Context } from './context.ts'
import { mustBeSignedIn } from './must-be-signed-in.ts'
import { RefusedError } from './refused.ts'

/** Answers a page of an organization to one of its members; to anybody else it does not exist. */
export async function read<T>(
  ctx: Context & { claim: Claim },
  organizationId: string,
  query: (d1: D1Database, asking: Asking) => Promise<Answered<T>>,
): Promise<NonNullable<Answered<T>>> {
  const { userId: viewerId, sessionId } = ctx.claim
  const asking: Asking = { organizationId, viewerId, sessionId, now: ctx.now }
  const answered = await query(ctx.env.DB, asking)
  if (!answered) {
    await mustBeSignedIn(ctx)
    throw new RefusedError({ reason: 'not_found' })
  }
  if (isPresenceDue(answered.lastActiveAt, ctx.now)) {
    const noting = recordPresence(database(ctx.env.DB), asking)
    ctx.waitUntil(noting.catch((error: unknown) => logFailure('presence_not_recorded', error)))
  }
  return answered
}
