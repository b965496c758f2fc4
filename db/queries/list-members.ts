import { and, count, desc, eq } from 'drizzle-orm'
import type { MemberRecord } from '../../worker/domain/records.ts'
import type { OrganizationRole } from '../../worker/domain/roles.ts'
import type { Database } from '../database.ts'
import { membership, user } from '../schema/index.ts'
import type { Answered, Asking, PageInput, PageOf } from './asking.ts'
import { readBatch } from './batch.ts'
import { after, contains, decodeCursor, pageOf } from './page.ts'
import { viewerOf } from './records.ts'
import { memberById, members, owners, shownName } from './snapshot.ts'

/** A page of the members, who joined last first; `owners` as `presentMember` takes it. */
export async function listMembers(
  db: Database,
  { organizationId, viewerId }: Asking,
  { search = '', role, cursor, limit }: PageInput & { role?: OrganizationRole | undefined },
): Promise<Answered<PageOf<MemberRecord> & { owners: number }>> {
  const wanted = and(
    eq(membership.organizationId, organizationId),
    role === undefined ? undefined : eq(membership.role, role),
    contains(search, shownName, user.email),
  )
  const [answers] = await readBatch(
    db,
    {
      viewer: memberById(db, organizationId, viewerId),
      owners: owners(db, organizationId),
      rows: members(db)
        .where(and(wanted, after(decodeCursor(cursor), membership.joinedAt, membership.userId)))
        .orderBy(desc(membership.joinedAt), desc(membership.userId))
        .limit(limit + 1),
      totals: db
        .select({ total: count() })
        .from(membership)
        .innerJoin(user, eq(user.id, membership.userId))
        .where(wanted),
    },
    {},
  )
  const { viewer, rows, totals } = answers
  if (!viewer[0]) return null
  return {
    viewer: viewerOf(viewer[0]),
    owners: answers.owners.length,
    ...pageOf(rows, limit, ({ joinedAt, id }) => ({ at: joinedAt, id })),
    previousCursor: null,
    isTotalCapped: false,
    total: totals[0]?.total ?? 0,
  }
}
