import { and, eq, lte } from 'drizzle-orm'
import type { Database } from '../database.ts'
import { membership } from '../schema/index.ts'
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
    .update(membership)
    .set({ lastActiveAt: now })
    .where(
      and(
        eq(membership.organizationId, organizationId),
        eq(membership.userId, viewerId),
        lte(membership.lastActiveAt, now - precisionMs),
      ),
    )
}
