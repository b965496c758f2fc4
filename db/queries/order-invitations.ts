/** Invitations are listed by the instant at which they were created. */
import { and, eq, sql, type SQL } from 'drizzle-orm'
import type { StoredStatus } from '../../worker/domain/invitation/status.ts'
import { invitation } from '../schema/index.ts'
import type { Given } from './kept.ts'
import { limitOfPick, limitOfWalk, withCandidates, type Narrowing } from './narrow.ts'
import { directed, isBeyond, plain, type Way } from './page.ts'

export type InvitationPage = {
  organizationId: Given<string>
  /** Each has its own range in `invitation_by_status`; a list is those, merged. */
  recorded: readonly StoredStatus[]
  /** Finds the few of `pending` that are wanted, where most of them are not. */
  fewPending: SQL | undefined
  /** What filters and R12 want of an invitation, besides its recorded status. */
  wanted: SQL | undefined
  narrowing: Narrowing | undefined
  /** Where the page begins; `null`: with the first. */
  cursor: { key: Given<number | string>; id: Given<string> } | null
}

const place = sql`(${invitation.createdAt}, ${invitation.id})`

/** The ids of the invitations of a page, in its order. */
export function idsOfPage(page: InvitationPage, way: Way, limit: Given<number>): SQL {
  const { narrowing, recorded } = page
  const inOrder = sql`ORDER BY ${directed(sql`at`, way)}, ${directed(sql`id`, way)}`
  const most = narrowing ? limitOfWalk(limit) : sql`${limit}`
  const walked = recorded.map(
    (status) => sql`SELECT * FROM (${walk(page, status, way)} ${inOrder} LIMIT ${most})`,
  )
  const picked = sql`SELECT * FROM (${pick(page, way)} ${inOrder} LIMIT ${limitOfPick(limit)})`
  const parts = narrowing ? [picked, ...walked] : walked
  const head = narrowing ? withCandidates(narrowing) : sql``
  return sql`${head} SELECT id FROM (${sql.join(parts, sql` UNION ALL `)}) ${inOrder} LIMIT ${limit}`
}

/** From the index in which what is recorded as one status stands in the list's order. */
function walk(page: InvitationPage, status: StoredStatus, way: Way): SQL {
  const range =
    status === 'pending' && page.fewPending
      ? page.fewPending
      : and(
          eq(invitation.organizationId, page.organizationId),
          sql`${invitation.status} = '${plain(status)}'`,
        )
  return sql`SELECT ${invitation.id} AS id, ${invitation.createdAt} AS at FROM ${invitation} WHERE ${and(range, isWanted(page, way))}`
}

/** One by one from the candidates, where there are few. */
function pick(page: InvitationPage, way: Way): SQL {
  return sql`SELECT ${invitation.id} AS id, ${invitation.createdAt} AS at FROM ${amongInvitations} WHERE ${and(isRecorded(page), isWanted(page, way))}`
}

function isWanted({ wanted, cursor }: InvitationPage, way: Way): SQL | undefined {
  const isInReach =
    cursor && way.from !== 'start'
      ? isBeyond(place, sql`(${cursor.key}, ${cursor.id})`, way)
      : undefined
  return and(wanted, isInReach)
}

/** Whether candidates are used, how many there are, as far as they are counted, and how many of them are wanted: one row. */
export function figuresOf(page: InvitationPage): SQL {
  const { narrowing, wanted } = page
  if (!narrowing) return sql`SELECT false AS is_used, 0 AS candidates, 0 AS wanted`
  return sql`${withCandidates(narrowing)} SELECT ${narrowing.mayPick} AS is_used, (SELECT count(*) FROM some) AS candidates,
    (SELECT count(*) FROM ${amongInvitations} WHERE ${and(isRecorded(page), wanted)}) AS wanted`
}

// CROSS JOIN keeps SQLite from going the other way round: from each invitation to the candidates.
const amongInvitations = sql`some AS c CROSS JOIN ${invitation} ON ${invitation.id} = c.id`

function isRecorded({ organizationId, recorded }: InvitationPage): SQL | undefined {
  const statuses = recorded.map((status) => sql`'${plain(status)}'`)
  return and(
    eq(invitation.organizationId, organizationId),
    sql`${invitation.status} IN (${sql.join(statuses, sql`, `)})`,
  )
}
