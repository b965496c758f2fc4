import { and, eq, lte } from 'drizzle-orm'
import type { Database } from '../database.ts'
import { membership } from '../schema/index.ts'
import type { Asking } from './asking.ts'

/** "Last active" is told in minutes at best, and each write of a row is paid for. */
const precisionMs = 5 * 60 * 1000

/** Notes that a member was seen. Somebody who has been removed meanwhile was not. */
export async function recordPresence(
  db: Database,
  { organizationId, viewerId, now }: Asking,
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
