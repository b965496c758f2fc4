import { and, eq, gte, sql } from 'drizzle-orm'
import type { OrganizationStats } from '../../worker/domain/views.ts'
import type { Database } from '../database.ts'
import { activeDay, invitation } from '../schema/index.ts'
import type { Answered, Asking } from './asking.ts'
import { readBatch } from './batch.ts'
import { sumOf, totals } from './totals.ts'
import { dueCount, seenBy, seesAll } from './invitation-filters.ts'
import { ranks } from './order-members.ts'
import { viewerOf } from './records.ts'
import { memberById } from './snapshot.ts'

const dayMs = 24 * 60 * 60 * 1000
const activeWithinDays = 30

/**
 * The four figures of R33. Invitations are counted that the viewer may see (R12) and that are not expired; as
 * active, who was seen today or on the 30 days before, by the days of UTC.
 */
export async function organizationStats(
  db: Database,
  asking: Asking,
): Promise<Answered<{ stats: OrganizationStats }>> {
  const { organizationId, viewerId, now } = asking
  const firstDay = Math.floor(now / dayMs) - activeWithinDays
  const seen = sql`(SELECT count(*) FROM (${seenBy(asking)}) AS c CROSS JOIN ${invitation} ON ${invitation.id} = c.id
    WHERE ${invitation.status} = 'pending' AND ${invitation.expiresAt} > ${now})`
  const [{ viewer, counted, active, pending }] = await readBatch(
    db,
    {
      viewer: memberById(db, organizationId, viewerId),
      counted: totals(db, organizationId),
      active: db
        .select({ members: sql<number>`coalesce(sum(${activeDay.count}), 0)`.as('members') })
        .from(activeDay)
        .where(and(eq(activeDay.organizationId, organizationId), gte(activeDay.day, firstDay))),
      pending: db
        .select({
          seesAll: sql<number>`${seesAll(asking)}`.as('sees_all'),
          due: sql<number>`${dueCount(asking)}`.as('due'),
          seen: sql<number>`CASE WHEN ${seesAll(asking)} THEN 0 ELSE ${seen} END`.as('seen'),
        })
        .from(sql`(SELECT 1)`),
    },
    {},
  )
  if (!viewer[0]) return null
  const [{ seesAll: isAll, due, seen: ofTheirs } = { seesAll: 0, due: 0, seen: 0 }] = pending
  // The viewer is here, whether that has been noted yet or not.
  const isNoted = (viewer[0].lastActiveAt ?? 0) >= firstDay * dayMs
  return {
    viewer: viewerOf(viewer[0]),
    stats: {
      totalUsers: sumOf(counted, ranks),
      activeUsers: (active[0]?.members ?? 0) + (isNoted ? 0 : 1),
      pendingInvitations: isAll ? Math.max(0, sumOf(counted, ['pending']) - due) : ofTheirs,
      adminsAndOwners: sumOf(counted, ['owner', 'admin']),
    },
  }
}
