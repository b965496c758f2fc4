import { and, eq, gte, sql } from 'drizzle-orm'
import type { OrganizationStats } from '../../worker/domain/views.ts'
import type { AnyD1 } from '../database.ts'
import { activeDay, invitation } from '../schema/index.ts'
import { asking, type Answered, type Asking } from './asking.ts'
import { sumOf, totals } from './totals.ts'
import { dueCount, seenBy, seesAll } from './invitation-filters.ts'
import { given, kept } from './kept.ts'
import { ranks } from './order-members.ts'
import { readPage } from './read-page.ts'

const dayMs = 24 * 60 * 60 * 1000
const activeWithinDays = 30

const seen = sql`(SELECT count(*) FROM (${seenBy(asking)}) AS c CROSS JOIN ${invitation} ON ${invitation.id} = c.id
  WHERE ${invitation.status} = 'pending' AND ${invitation.expiresAt} > ${asking.now})`

const queries = {
  counted: kept((db) => totals(db, asking.organizationId)),
  active: kept((db) =>
    db
      .select({ members: sql<number>`coalesce(sum(${activeDay.count}), 0)`.as('members') })
      .from(activeDay)
      .where(
        and(
          eq(activeDay.organizationId, asking.organizationId),
          gte(activeDay.day, given('firstDay')),
        ),
      ),
  ),
  pending: kept((db) =>
    db
      .select({
        seesAll: sql<number>`${seesAll(asking)}`.as('sees_all'),
        due: sql<number>`${dueCount(asking)}`.as('due'),
        seen: sql<number>`CASE WHEN ${seesAll(asking)} THEN 0 ELSE ${seen} END`.as('seen'),
      })
      .from(sql`(SELECT 1)`),
  ),
}

/**
 * The four figures of R33. Invitations are counted that the viewer may see (R12) and that are not expired; as
 * active, who was seen today or on the 30 days before, by the days of UTC.
 */
export async function organizationStats(
  d1: AnyD1,
  asked: Asking,
): Promise<Answered<{ stats: OrganizationStats }>> {
  const firstDay = Math.floor(asked.now / dayMs) - activeWithinDays
  const page = await readPage(d1, asked, queries, { firstDay })
  if (!page) return null
  const { counted, active, pending } = page.rows
  const [{ seesAll: isAll, due, seen: ofTheirs } = { seesAll: 0, due: 0, seen: 0 }] = pending
  // The viewer is here, whether that has been noted yet or not.
  const isNoted = (page.asker.lastActiveAt ?? 0) >= firstDay * dayMs
  return {
    ...page.asker,
    stats: {
      totalUsers: sumOf(counted, ranks),
      activeUsers: (active[0]?.members ?? 0) + (isNoted ? 0 : 1),
      pendingInvitations: isAll ? Math.max(0, sumOf(counted, ['pending']) - due) : ofTheirs,
      adminsAndOwners: sumOf(counted, ['owner', 'admin']),
    },
  }
}
