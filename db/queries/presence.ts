import { sql } from 'drizzle-orm'
import type { Database } from '../database.ts'
import { presence } from '../schema/index.ts'
import type { Asking } from './asking.ts'

/** "Last active" is told in minutes at best, and each write of a row is paid for. */
const precisionMs = 5 * 60 * 1000

/** Notes that a member was seen. */
export async function recordPresence(
  db: Database,
  { organizationId, viewerId, now }: Asking,
): Promise<void> {
  await db
    .insert(presence)
    .values({ organizationId, userId: viewerId, lastActiveAt: now })
    .onConflictDoUpdate({
      target: [presence.organizationId, presence.userId],
      set: { lastActiveAt: now },
      setWhere: sql`${presence.lastActiveAt} <= ${now - precisionMs}`,
    })
}
