import { and, eq, sql, type SQL } from 'drizzle-orm'
import type { MemberRecord } from '../../worker/domain/records.ts'
import type { OrganizationRole } from '../../worker/domain/roles.ts'
import type { AnyD1 } from '../database.ts'
import { membership, membershipGrant } from '../schema/index.ts'
import { asking, type Answered, type Asking, type PageInput, type PageOf } from './asking.ts'
import { given, kept, keptByShape, type Given } from './kept.ts'
import { totalOf } from './narrow.ts'
import {
  columnsOf,
  figuresOf,
  idsOfPage,
  isByName,
  placeOfMember,
  ranks,
  usualDirection,
  type MemberOrder,
  type MemberPage,
} from './order-members.ts'
import { anyOf, decodeCursor, pageOf, waysOf, type Cursor } from './page.ts'
import { readPage } from './read-page.ts'
import { members, owners } from './snapshot.ts'
import { sumOf, totals } from './totals.ts'
import { foundByWord, hasWords, termsOf } from './words.ts'

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
  const direction = filter.direction ?? usualDirection(sort)
  const order = `${sort}.${direction}`
  const cursor = inOrder(sort, decodeCursor(filter.cursor, order))
  const terms = termsOf(search)
  const shape: Shape = {
    sort,
    direction,
    role,
    terms: terms && (terms.length < 2 ? 'one' : 'several'),
    isOfWorkspace: workspaceId !== undefined,
    from: cursor && {
      isBackward: cursor.isBackward,
      group: cursor.group,
    },
  }
  const page = await readPage(d1, asked, queriesOf(shape), {
    limit: limit + 1,
    terms: JSON.stringify(terms),
    term: JSON.stringify(terms?.[0] ?? []),
    workspaceId,
    key: cursor?.key,
    keyLength: [...String(cursor?.key)].length,
    id: cursor?.id,
  })
  if (!page) return null
  const { leading, rows, behind, counted, found } = page.rows
  const { items, ...cursors } = pageOf(rows, limit, order, {
    cursor,
    isBehind: behind.length > 0,
    placeOf: (member) => placeOfMember(sort, member),
  })
  return {
    ...page.asker,
    owners: leading.length,
    items,
    ...cursors,
    ...(terms || workspaceId !== undefined
      ? totalOf(found[0], items.length)
      : { total: sumOf(counted, rolesOf(shape)), isTotalCapped: false }),
  }
}

/** What of a filter makes other queries; the rest of it is given to them. */
type Shape = {
  sort: MemberOrder
  direction: 'asc' | 'desc'
  role: OrganizationRole | undefined
  terms: 'one' | 'several' | null
  isOfWorkspace: boolean
  from: { isBackward: boolean; group: number } | null
}

const rolesOf = ({ role }: Shape) => (role === undefined ? ranks : [role])

const queriesOf = keptByShape((shape: Shape) => {
  const { sort, direction, terms, isOfWorkspace, from } = shape
  const { way, back } = waysOf(direction === 'asc', from)
  const candidates = candidatesOf(shape)
  const page: MemberPage = {
    organizationId: asking.organizationId,
    order: sort,
    roles: rolesOf(shape),
    wanted: and(
      terms ? hasWords(sql`${membership.listedAs}`, given('terms')) : undefined,
      isOfWorkspace ? hasGrantIn(given('workspaceId')) : undefined,
    ),
    narrowing: candidates && { candidates, mayPick: sql`true` },
    isExact: terms ? terms === 'one' && !isOfWorkspace : true,
    cursor: from && {
      group: from.group,
      key: given('key'),
      nameLength: isByName(sort) ? given('keyLength') : null,
      id: given('id'),
    },
  }
  return {
    leading: kept((db) => owners(db, asking.organizationId)),
    rows: kept((db) =>
      members(db)
        .where(
          and(
            eq(membership.organizationId, asking.organizationId),
            sql`${membership.userId} IN (${idsOfPage(page, way, given('limit'))})`,
          ),
        )
        .orderBy(...columnsOf(sort, way)),
    ),
    behind: from && kept((db) => anyOf(db, idsOfPage(page, back, 1))),
    counted: kept((db) => totals(db, asking.organizationId)),
    found: kept((db) =>
      db
        .select({ candidates: sql<number>`candidates`, wanted: sql<number>`wanted` })
        .from(sql`(${figuresOf(page)})`),
    ),
  }
})

/** A cursor whose place the order has; another one begins at the first page. */
function inOrder(sort: MemberOrder, cursor: Cursor | null): Cursor | null {
  const groups = sort === 'role' ? [...ranks.keys()] : [0]
  const isKey = cursor && (typeof cursor.key === 'string') === isByName(sort)
  return isKey && groups.includes(cursor.group) ? cursor : null
}

/** What narrows the list down, if anything does besides a role, which has an index of its own. */
function candidatesOf({ terms, isOfWorkspace }: Shape): SQL | undefined {
  if (terms) return foundByWord('member_word', asking.organizationId, given('term'))
  if (!isOfWorkspace) return undefined
  return sql`SELECT g.user_id AS id FROM ${membershipGrant} AS g
    WHERE g.workspace_id = ${given('workspaceId')} AND g.organization_id = ${asking.organizationId}`
}

function hasGrantIn(workspaceId: Given<string>): SQL {
  return sql`EXISTS (SELECT 1 FROM ${membershipGrant} AS g WHERE g.organization_id = ${membership.organizationId}
    AND g.user_id = ${membership.userId} AND g.workspace_id = ${workspaceId})`
}
