import type { SessionUser } from '../auth/session.ts'
import type { Reader } from '../../db/queries/reader.ts'
import { readerOf } from '../../db/queries/reader.ts'
import type { Context } from './context.ts'
import { unwrap } from './refused.ts'
import type { Decided } from '../domain/refusal.ts'

/** Answers a page of an organization to one of its members; to anybody else it does not exist. */
export async function read<Args extends unknown[], T>(
  ctx: Context & { viewer: SessionUser },
  organizationId: string,
  query: (reader: Reader, ...args: Args) => Promise<Decided<T>>,
  ...args: Args
): Promise<T> {
  const reader = readerOf(ctx.env.DB, { organizationId, viewerId: ctx.viewer.id, now: ctx.now })
  const page = unwrap(await query(reader, ...args))
  ctx.waitUntil(reader.recordPresence())
  return page
}
