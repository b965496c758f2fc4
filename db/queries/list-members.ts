import { and, eq, sql, type SQL } from 'drizzle-orm'
import type { MemberRecord } from '../../worker/domain/records.ts'
import type { OrganizationRole } from '../../worker/domain/roles.ts'
import { database, type AnyD1 } from '../database.ts'
import { membership, membershipGrant } from '../schema/index.ts'
import type { Answered, Asking, PageInput, PageOf } from './asking.ts'
import { anew } from './kept.ts'
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
import { anyOf, decodeCursor, pageOf, waysOf } from './page.ts'
import { readPage } from './read-page.ts'
import { members, owners } from './snapshot.ts'
import { sumOf, totals } from './totals.ts'
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
  d1: AnyD1,
  asked: Asking,
  { search = '', role, workspaceId, sort, limit, ...filter }: MemberFilter,
): Promise<Answered<PageOf<MemberRecord> & { owners: number }>> {
  const { organizationId } = asked
  const direction = filter.direction ?? usualDirection(sort)
  const order = `${sort}.${direction}`
  const cursor = decodeCursor(filter.cursor, order)
  const { way, back } = waysOf(direction === 'asc', cursor)
  const terms = termsOf(search)
  const candidates = candidatesOf(organizationId, terms, workspaceId)
  const page = {
    organizationId,
    order: sort,
    roles: role === undefined ? ranks : [role],
    wanted: and(
      terms ? hasWords(sql`${membership.listedAs}`, JSON.stringify(terms)) : undefined,
      workspaceId === undefined ? undefined : hasGrantIn(workspaceId),
    ),
    narrowing: candidates && { candidates, mayPick: sql`true` },
    isExact: terms ? terms.length < 2 && workspaceId === undefined : true,
    cursor,
  }
  const db = database(d1)
  const read = await readPage(d1, asked, {
    leading: anew(owners(db, organizationId)),
    rows: anew(
      members(db)
        .where(
          and(
            eq(membership.organizationId, organizationId),
            sql`${membership.userId} IN (${idsOfPage(page, way, limit + 1)})`,
          ),
        )
        .orderBy(...columnsOf(sort, way)),
    ),
    behind: cursor && anew(anyOf(db, idsOfPage(page, back, 1))),
    counted: anew(totals(db, organizationId)),
    found: anew(
      db
        .select({ candidates: sql<number>`candidates`, wanted: sql<number>`wanted` })
        .from(sql`(${figuresOf(page)})`),
    ),
  })
  if (!read) return null
  const { leading, rows, behind, counted, found } = read.rows
  const { items, ...cursors } = pageOf(rows, limit, order, {
    cursor,
    isBehind: behind.length > 0,
    placeOf: (member) => placeOfMember(sort, member),
  })
  return {
    ...read.asker,
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
  if (terms) return foundByWord('member_word', organizationId, JSON.stringify(terms[0] ?? []))
  if (workspaceId === undefined) return undefined
  return sql`SELECT g.user_id AS id FROM ${membershipGrant} AS g
    WHERE g.workspace_id = ${workspaceId} AND g.organization_id = ${organizationId}`
}

function hasGrantIn(workspaceId: string): SQL {
  return sql`EXISTS (SELECT 1 FROM ${membershipGrant} AS g WHERE g.organization_id = ${membership.organizationId}
    AND g.user_id = ${membership.userId} AND g.workspace_id = ${workspaceId})`
}
