import { sql } from 'drizzle-orm'
import type { Database } from '../database.ts'
import { membership, presence } from '../schema/index.ts'
import type { Asking } from './asking.ts'

/** "Last active" is told in minutes at best, and each write of a row is paid for. */
const precisionMs = 5 * 60 * 1000

/** Notes that a member was seen. Somebody who has been removed meanwhile was not. */
export async function recordPresence(
  db: Database,
  { organizationId, viewerId, now }: Asking,
): Promise<void> {
  await db
    .insert(presence)
    .select(
      sql`SELECT organization_id, user_id, ${now} FROM ${membership} WHERE organization_id = ${organizationId} AND user_id = ${viewerId}`,
    )
    .onConflictDoUpdate({
      target: [presence.organizationId, presence.userId],
      set: { lastActiveAt: now },
      setWhere: sql`${presence.lastActiveAt} <= ${now - precisionMs}`,
    })
}
