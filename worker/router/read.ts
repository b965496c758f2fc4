import { database, sessionOf, type AnyD1 } from '../../db/database.ts'
import type { Answered, Asking } from '../../db/queries/asking.ts'
import { isPresenceDue, recordPresence } from '../../db/queries/presence.ts'
import type { Claim } from '../auth/session.ts'
import { readFrom } from '../bookmark.ts'
import { placeFor } from '../database-for.ts'
import { logFailure } from '../log/failure.ts'
import type { Context } from './context.ts'
import { mustBeSignedIn } from './must-be-signed-in.ts'
import { RefusedError } from './refused.ts'

/**
 * Answers a page of an organization to one of its members; to anybody else it does not exist. A replica may answer it,
 * but for that there is none: of somebody who has just joined, or signed in, it may not have heard.
 */
export async function read<T>(
  ctx: Context & { claim: Claim },
  organizationId: string,
  query: (d1: AnyD1, asking: Asking) => Promise<Answered<T>>,
): Promise<Omit<NonNullable<Answered<T>>, 'lastActiveAt'>> {
  const { userId: viewerId, sessionId } = ctx.claim
  const asking: Asking = { organizationId, viewerId, sessionId, now: ctx.now }
  const place = placeFor(ctx.env, organizationId)
  const { d1 } = place
  const answered =
    (await query(sessionOf(d1, readFrom(ctx.env, ctx.headers, place)), asking)) ??
    (await askPrimary(ctx, () => query(d1, asking)))
  const { lastActiveAt, ...page } = answered
  if (isPresenceDue(lastActiveAt, ctx.now)) {
    const noting = recordPresence(database(d1), asking)
    ctx.waitUntil(noting.catch((error: unknown) => logFailure('presence_not_recorded', error)))
  }
  return page
}

async function askPrimary<T>(ctx: Context, query: () => Promise<Answered<T>>) {
  await mustBeSignedIn(ctx)
  const answered = await query()
  if (!answered) throw new RefusedError({ reason: 'not_found' })
  return answered
}
