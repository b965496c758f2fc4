import { and, eq, lte } from 'drizzle-orm'
import type { Database } from '../database.ts'
import { presence } from '../schema/index.ts'
import type { Asking } from './asking.ts'

/** "Last active" is told in minutes at best, and each write of a row is paid for. */
const precisionMs = 5 * 60 * 1000

/** Whether it is worth a trip to note it. */
export function isPresenceDue(lastActiveAt: number | null, now: number): boolean {
  return (lastActiveAt ?? 0) <= now - precisionMs
}

/** Notes that a member was seen. Somebody who has been removed meanwhile was not. */
export async function recordPresence(
  db: Database,
  { organizationId, viewerId, now }: Omit<Asking, 'sessionId'>,
): Promise<void> {
  await db
    .update(presence)
    .set({ lastActiveAt: now })
    .where(
      and(
        eq(presence.organizationId, organizationId),
        eq(presence.userId, viewerId),
        lte(presence.lastActiveAt, now - precisionMs),
      ),
    )
}
