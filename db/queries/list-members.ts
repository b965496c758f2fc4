import { and, eq, sql, type SQL } from 'drizzle-orm'
import type { MemberRecord } from '../../worker/domain/records.ts'
import type { OrganizationRole } from '../../worker/domain/roles.ts'
import type { Database } from '../database.ts'
import { membership, membershipGrant } from '../schema/index.ts'
import type { Answered, Asking, PageInput, PageOf } from './asking.ts'
import { readBatch } from './batch.ts'
import { sumOf, totals } from './totals.ts'
import { totalOf } from './narrow.ts'
import {
  columnsOf,
  figuresOf,
  idsOfPage,
  placeOfMember,
  ranks,
  usualDirection,
  type MemberOrder,
} from './order-members.ts'
import { decodeCursor, firstOf, pageOf, waysOf } from './page.ts'
import { viewerOf } from './records.ts'
import { memberById, members, owners } from './snapshot.ts'
import { foundByWord, hasWords, termsOf, type Term } from './words.ts'

export type MemberFilter = PageInput & {
  role?: OrganizationRole | undefined
  /** Those with a grant in it. */
  workspaceId?: string | undefined
  sort: MemberOrder
  direction?: 'asc' | 'desc' | undefined
}

/** A page of the members; `owners` as `presentMember` takes it. */
export async function listMembers(
  db: Database,
  { organizationId, viewerId }: Asking,
  { search = '', role, workspaceId, sort, limit, ...asked }: MemberFilter,
): Promise<Answered<PageOf<MemberRecord> & { owners: number }>> {
  const direction = asked.direction ?? usualDirection(sort)
  const order = `${sort}.${direction}`
  const cursor = decodeCursor(asked.cursor, order)
  const { way, back } = waysOf(direction === 'asc', cursor)
  const terms = termsOf(search)
  const candidates = candidatesOf(organizationId, terms, workspaceId)
  const page = {
    organizationId,
    order: sort,
    roles: role === undefined ? ranks : [role],
    wanted: and(
      terms ? hasWords(sql`${membership.listedAs}`, terms) : undefined,
      workspaceId === undefined ? undefined : hasGrantIn(workspaceId),
    ),
    narrowing: candidates && { candidates, mayPick: sql`true` },
    isExact: terms ? terms.length < 2 && workspaceId === undefined : true,
    cursor,
  }
  const [{ viewer, leading, rows, behind, counted, found }] = await readBatch(
    db,
    {
      viewer: memberById(db, organizationId, viewerId),
      leading: owners(db, organizationId),
      rows: members(db)
        .where(
          and(
            eq(membership.organizationId, organizationId),
            sql`${membership.userId} IN (${idsOfPage(page, way, limit + 1)})`,
          ),
        )
        .orderBy(...columnsOf(sort, way)),
      behind: firstOf(db, cursor, idsOfPage(page, back, 1)),
      counted: totals(db, organizationId),
      found: db
        .select({ candidates: sql<number>`candidates`, wanted: sql<number>`wanted` })
        .from(sql`(${figuresOf(page)})`),
    },
    {},
  )
  if (!viewer[0]) return null
  const { items, ...cursors } = pageOf(rows, limit, order, {
    cursor,
    isBehind: behind.length > 0,
    placeOf: (member) => placeOfMember(sort, member),
  })
  return {
    viewer: viewerOf(viewer[0]),
    owners: leading.length,
    items,
    ...cursors,
    ...(candidates
      ? totalOf(found[0], items.length)
      : { total: sumOf(counted, page.roles), isTotalCapped: false }),
  }
}

/** What narrows the list down, if anything does besides a role, which has an index of its own. */
function candidatesOf(
  organizationId: string,
  terms: Term[] | null,
  workspaceId: string | undefined,
): SQL | undefined {
  if (terms) return foundByWord('member_word', organizationId, terms)
  if (workspaceId === undefined) return undefined
  return sql`SELECT g.user_id AS id FROM ${membershipGrant} AS g
    WHERE g.workspace_id = ${workspaceId} AND g.organization_id = ${organizationId}`
}

function hasGrantIn(workspaceId: string): SQL {
  return sql`EXISTS (SELECT 1 FROM ${membershipGrant} AS g WHERE g.organization_id = ${membership.organizationId}
    AND g.user_id = ${membership.userId} AND g.workspace_id = ${workspaceId})`
}
