import { and, count, eq, gt, inArray, ne, or } from 'drizzle-orm'
import type { OrganizationStats } from '../../worker/domain/views.ts'
import type { Database } from '../database.ts'
import { invitation, membership, presence } from '../schema/index.ts'
import type { Answered, Asking } from './asking.ts'
import { readBatch } from './batch.ts'
import { hasStatus, visibleTo } from './list-invitations.ts'
import { viewerOf } from './records.ts'
import { memberById } from './snapshot.ts'

const activeWithinMs = 30 * 24 * 60 * 60 * 1000

/** The four figures of R33. Invitations are counted that the viewer may see (R12) and that are not expired. */
export async function organizationStats(
  db: Database,
  { organizationId, viewerId, now }: Asking,
): Promise<Answered<{ stats: OrganizationStats }>> {
  const members = eq(membership.organizationId, organizationId)
  const [{ viewer, total, active, leading, pending }] = await readBatch(
    db,
    {
      viewer: memberById(db, organizationId, viewerId),
      total: db.select({ count: count() }).from(membership).where(members),
      active: db
        .select({ count: count() })
        .from(presence)
        .where(
          and(
            eq(presence.organizationId, organizationId),
            gt(presence.lastActiveAt, now - activeWithinMs),
            ne(presence.userId, viewerId),
          ),
        ),
      leading: db
        .select({ count: count() })
        .from(membership)
        .where(and(members, inArray(membership.role, ['owner', 'admin']))),
      pending: db
        .select({ count: count() })
        .from(invitation)
        .where(
          and(
            eq(invitation.organizationId, organizationId),
            or(hasStatus('pending', now), hasStatus('on_hold', now)),
            visibleTo(viewerId),
          ),
        ),
    },
    {},
  )
  if (!viewer[0]) return null
  return {
    viewer: viewerOf(viewer[0]),
    stats: {
      totalUsers: total[0]?.count ?? 0,
      // The viewer is here, whether that has been noted yet or not.
      activeUsers: 1 + (active[0]?.count ?? 0),
      pendingInvitations: pending[0]?.count ?? 0,
      adminsAndOwners: leading[0]?.count ?? 0,
    },
  }
}
