import { database, type Database } from '../../db/database.ts'
import type { Answered, Asking } from '../../db/queries/asking.ts'
import { recordPresence } from '../../db/queries/presence.ts'
import type { SessionUser } from '../auth/session.ts'
import { logFailure } from '../log/failure.ts'
import type { Context } from './context.ts'
import { RefusedError } from './refused.ts'

/** Answers a page of an organization to one of its members; to anybody else it does not exist. */
export async function read<T>(
  ctx: Context & { viewer: SessionUser },
  organizationId: string,
  query: (db: Database, asking: Asking) => Promise<Answered<T>>,
) {
  const db = database(ctx.env.DB)
  const asking: Asking = { organizationId, viewerId: ctx.viewer.id, now: ctx.now }
  const answered = await query(db, asking)
  if (!answered) throw new RefusedError({ reason: 'not_found' })
  const noting = recordPresence(db, asking)
  ctx.waitUntil(noting.catch((error: unknown) => logFailure('presence_not_recorded', error)))
  return answered
}
