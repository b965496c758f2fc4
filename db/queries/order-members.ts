/** The orders that members are listed in, and the ids of a page of each. */
import { and, eq, sql, type SQL } from 'drizzle-orm'
import type { MemberRecord } from '../../worker/domain/records.ts'
import type { OrganizationRole } from '../../worker/domain/roles.ts'
import { membership } from '../schema/index.ts'
import type { Given } from './kept.ts'
import { limitOfPick, limitOfWalk, withCandidates, type Narrowing } from './narrow.ts'
import { directed, isBeyond, plain, type Place, type Way } from './page.ts'
import { smallAscii } from './words.ts'

export type MemberOrder = 'joined' | 'name' | 'role' | 'lastActive'

/** By rank. Each has its own range in the indexes of `membership`; a list is those, merged. */
export const ranks: readonly OrganizationRole[] = ['owner', 'admin', 'member']

const rank = sql`CASE ${membership.role} WHEN 'owner' THEN 0 WHEN 'admin' THEN 1 ELSE 2 END`

// Each order's key, which an index has behind the role. Ties are in the order of the ids.
const keys: Record<MemberOrder, { column: string; ofMembership: SQL }> = {
  joined: { column: 'joined_at', ofMembership: sql`${membership.joinedAt}` },
  name: { column: 'listed_as', ofMembership: sql`${membership.listedAs}` },
  role: { column: 'listed_as', ofMembership: sql`${membership.listedAs}` },
  lastActive: { column: 'last_active_at', ofMembership: sql`${membership.lastActiveAt}` },
}

/** The others are by an instant. */
export const isByName = (order: MemberOrder) => order === 'name' || order === 'role'

/** Names and roles upwards, instants downwards. */
export function usualDirection(order: MemberOrder): 'asc' | 'desc' {
  return isByName(order) ? 'asc' : 'desc'
}

/** What the rows of a page are ordered by. */
export function columnsOf(order: MemberOrder, way: Way): SQL[] {
  const columns = [keys[order].ofMembership, sql`${membership.userId}`]
  return (order === 'role' ? [rank, ...columns] : columns).map((column) => directed(column, way))
}

/** Enough of a name to find its place again; the whole of it is read from the row, where that is still there. */
const keptOfName = 12

export function placeOfMember(order: MemberOrder, member: MemberRecord): Place {
  const { id, role, joinedAt, lastActiveAt } = member
  const group = order === 'role' ? ranks.indexOf(role) : 0
  if (order === 'joined') return { group, key: joinedAt, id }
  if (order === 'lastActive') return { group, key: lastActiveAt ?? 0, id }
  const listedAs = [...smallAscii(`${member.name}\n${member.email}`)]
  return { group, key: listedAs.slice(0, keptOfName).join(''), id }
}

export type MemberPage = {
  organizationId: Given<string>
  order: MemberOrder
  /** Every role, or the one that is asked for. */
  roles: readonly OrganizationRole[]
  /** What filters want of a membership, besides its role. */
  wanted: SQL | undefined
  narrowing: Narrowing | undefined
  /** Whether every candidate is wanted. */
  isExact: boolean
  /** Where the page begins; `null`: with the first. Of a name there may be its first letters alone, so many. */
  cursor: {
    group: number
    key: Given<number | string>
    nameLength: Given<number> | null
    id: Given<string>
  } | null
}

type Start = NonNullable<MemberPage['cursor']>

/** The ids of the memberships of a page, in its order. */
export function idsOfPage(page: MemberPage, way: Way, limit: Given<number>): SQL {
  const { narrowing, roles } = page
  const inOrder = sql`ORDER BY ${directed(sql`grp`, way)}, ${directed(sql`key`, way)}, ${directed(sql`id`, way)}`
  const limits = narrowing
    ? { pick: limitOfPick(limit), walk: limitOfWalk(limit) }
    : { pick: plain(0), walk: sql`${limit}` }
  const walked = roles.map(
    (role) => sql`SELECT * FROM (${walk(page, role, way)} LIMIT ${limits.walk})`,
  )
  const picked = sql`SELECT * FROM (${pick(page, way)} ${inOrder} LIMIT ${limits.pick})`
  const parts = narrowing ? [picked, ...walked] : walked
  const head = narrowing ? withCandidates(narrowing) : sql``
  return sql`${head} SELECT id FROM (${sql.join(parts, sql` UNION ALL `)}) ${inOrder} LIMIT ${limit}`
}

/** From the index in which a role's memberships stand in the list's order. */
function walk(page: MemberPage, role: OrganizationRole, way: Way): SQL {
  const { organizationId, order, wanted } = page
  const { column } = keys[order]
  const group = order === 'role' ? ranks.indexOf(role) : 0
  const conditions = and(
    sql`w.organization_id = ${organizationId} AND w.role = '${plain(role)}'`,
    isBeyondInGroup(page, group, sql`(w.${plain(column)}, w.user_id)`, way),
    wanted &&
      sql`EXISTS (SELECT 1 FROM ${membership} WHERE ${membership.organizationId} = w.organization_id
        AND ${membership.userId} = w.user_id AND ${wanted})`,
  )
  return sql`SELECT w.user_id AS id, ${plain(group)} AS grp, w.${plain(column)} AS key FROM ${membership} AS w
    WHERE ${conditions} ORDER BY ${directed(sql`w.${plain(column)}`, way)}, ${directed(sql`w.user_id`, way)}`
}

function isBeyondInGroup(page: MemberPage, group: number, row: SQL, way: Way): SQL | undefined {
  const { cursor } = page
  if (!cursor || way.from === 'start') return undefined
  if (group === cursor.group) return isBeyond(row, sql`(${keyOf(page, cursor)}, ${cursor.id})`, way)
  return group > cursor.group === way.isAscending ? undefined : sql`false`
}

function keyOf({ organizationId }: MemberPage, { key, nameLength, id }: Start): SQL {
  if (nameLength === null) return sql`${key}`
  return sql`coalesce((SELECT c.listed_as FROM ${membership} AS c WHERE c.organization_id = ${organizationId}
    AND c.user_id = ${id} AND substr(c.listed_as, 1, ${nameLength}) = ${key}), ${key})`
}

/** One by one from the candidates, where there are few. */
function pick(page: MemberPage, way: Way): SQL {
  const { organizationId, order, roles, wanted, isExact, cursor } = page
  const group = order === 'role' ? rank : sql`0`
  const key = keys[order].ofMembership
  const conditions = and(
    hasRole(roles),
    isExact ? undefined : wanted,
    cursor && way.from !== 'start'
      ? isBeyond(
          sql`(${group}, ${key}, ${membership.userId})`,
          sql`(${plain(cursor.group)}, ${keyOf(page, cursor)}, ${cursor.id})`,
          way,
        )
      : undefined,
  )
  return sql`SELECT ${membership.userId} AS id, ${group} AS grp, ${key} AS key FROM ${amongMemberships(organizationId)} WHERE ${conditions ?? sql`true`}`
}

/** How many candidates there are, as far as they are counted, and how many of them are wanted: one row. */
export function figuresOf({ organizationId, roles, wanted, narrowing, isExact }: MemberPage): SQL {
  if (!narrowing) return sql`SELECT 0 AS candidates, 0 AS wanted`
  const candidates = sql`(SELECT count(*) FROM some)`
  const filtered = sql`(SELECT count(*) FROM ${amongMemberships(organizationId)} WHERE ${and(hasRole(roles), wanted) ?? sql`true`})`
  return sql`${withCandidates(narrowing)} SELECT ${candidates} AS candidates, ${isExact && roles.length > 1 ? candidates : filtered} AS wanted`
}

// CROSS JOIN keeps SQLite from going the other way round: from each membership to the candidates.
function amongMemberships(organizationId: Given<string>): SQL {
  return sql`some AS c CROSS JOIN ${membership} ON ${eq(membership.organizationId, organizationId)} AND ${membership.userId} = c.id`
}

function hasRole(roles: readonly OrganizationRole[]): SQL | undefined {
  const [role] = roles
  return role && roles.length === 1 ? eq(membership.role, role) : undefined
}
