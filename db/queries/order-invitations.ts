/** Invitations are listed by the instant at which they were created. */
import { and, eq, sql, type SQL } from 'drizzle-orm'
import type { StoredStatus } from '../../worker/domain/invitation/status.ts'
import { invitation } from '../schema/index.ts'
import type { Narrowing } from './narrow.ts'
import { directed, isBeyond, plain, type Cursor, type Way } from './page.ts'

export type InvitationPage = {
  organizationId: string
  /** Each has its own range in `invitation_by_status`; a list is those, merged. */
  recorded: readonly StoredStatus[]
  /** Finds the few of `pending` that are wanted, where most of them are not. */
  fewPending: SQL | undefined
  /** What filters and R12 want of an invitation, besides its recorded status. */
  wanted: SQL | undefined
  narrowing: Narrowing
  /** Whether the candidates are to be used, where they are few. */
  mayPick: SQL
  cursor: Cursor | null
}

const place = sql`(${invitation.createdAt}, ${invitation.id})`

/** The ids of the invitations of a page, in its order. */
export function idsOfPage(page: InvitationPage, way: Way, limit: number): SQL {
  const first = sql`ORDER BY ${directed(sql`at`, way)}, ${directed(sql`id`, way)} LIMIT ${plain(limit)}`
  const isPicked = sql`(${page.mayPick} AND ${page.narrowing.isNarrow})`
  const parts = [
    pick(page, isPicked, way),
    ...page.recorded.map((status) => walk(page, status, isPicked, way)),
  ]
  const each = parts.map((part) => sql`SELECT * FROM (${part} ${first})`)
  return sql`SELECT id FROM (${sql.join(each, sql` UNION ALL `)}) ${first}`
}

function walk(page: InvitationPage, status: StoredStatus, isPicked: SQL, way: Way): SQL {
  const range =
    status === 'pending' && page.fewPending
      ? page.fewPending
      : and(
          eq(invitation.organizationId, page.organizationId),
          sql`${invitation.status} = '${plain(status)}'`,
        )
  const conditions = and(range, sql`NOT ${isPicked}`, isWanted(page, way))
  return sql`SELECT ${invitation.id} AS id, ${invitation.createdAt} AS at FROM ${invitation} WHERE ${conditions}`
}

/** One by one from the candidates, where there are few. */
function pick(page: InvitationPage, isPicked: SQL, way: Way): SQL {
  const conditions = and(isPicked, isRecorded(page), isWanted(page, way))
  return sql`SELECT ${invitation.id} AS id, ${invitation.createdAt} AS at FROM ${amongInvitations(page)} WHERE ${conditions}`
}

function isWanted({ wanted, cursor }: InvitationPage, way: Way): SQL | undefined {
  const isInReach =
    cursor && way.from !== 'start'
      ? isBeyond(place, sql`(${cursor.key}, ${cursor.id})`, way)
      : undefined
  return and(wanted, isInReach)
}

/** How many of the candidates are wanted. */
export function countOfPicked(page: InvitationPage): SQL {
  return sql`(SELECT count(*) FROM ${amongInvitations(page)} WHERE ${and(isRecorded(page), page.wanted)})`
}

// CROSS JOIN keeps SQLite from going the other way round: from each invitation to the candidates.
function amongInvitations({ narrowing }: InvitationPage): SQL {
  return sql`${narrowing.some} AS c CROSS JOIN ${invitation} ON ${invitation.id} = c.id`
}

function isRecorded({ organizationId, recorded }: InvitationPage): SQL | undefined {
  const statuses = recorded.map((status) => sql`'${plain(status)}'`)
  return and(
    eq(invitation.organizationId, organizationId),
    sql`${invitation.status} IN (${sql.join(statuses, sql`, `)})`,
  )
}
