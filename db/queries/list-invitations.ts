import { and, desc, asc, sql, type SQL } from 'drizzle-orm'
import type { InvitationRecord } from '../../worker/domain/records.ts'
import type { Database } from '../database.ts'
import { invitation } from '../schema/index.ts'
import type { Answered, Asking, PageInput, PageOf } from './asking.ts'
import { readBatch } from './batch.ts'
import { counts, sumOf } from './counts.ts'
import {
  grantingIn,
  grantsVisiblyIn,
  hasStatus,
  dueCount,
  isDue,
  ofLapsedSponsors,
  recordedAs,
  seenBy,
  seesAll,
  visibleTo,
  withFailedMails,
  type InvitationFilterStatus,
} from './invitation-filters.ts'
import { mostCounted, narrowing, totalOf } from './narrow.ts'
import { countOfPicked, idsOfPage, type InvitationPage } from './order-invitations.ts'
import { decodeCursor, firstOf, pageOf, waysOf, type Cursor } from './page.ts'
import { invitationRecord, viewerOf } from './records.ts'
import { invitations, memberById } from './snapshot.ts'
import { foundByWord, hasWords, termsOf, type Term } from './words.ts'

export type InvitationFilter = PageInput & {
  status?: InvitationFilterStatus | undefined
  workspaceId?: string | undefined
}

const order = 'created.desc'

/** A page of the invitations that the viewer may see (R12), newest first; without a status those of "Pending invites" (R11). */
export async function listInvitations(
  db: Database,
  asking: Asking,
  { limit, ...filter }: InvitationFilter,
): Promise<Answered<PageOf<InvitationRecord>>> {
  const { organizationId, viewerId } = asking
  const cursor = decodeCursor(filter.cursor, order)
  const { way, back } = waysOf(false, cursor)
  const page = pageFor(asking, filter, cursor)
  const inOrder = way.isAscending ? asc : desc
  const [{ viewer, rows, behind, ...answers }] = await readBatch(
    db,
    {
      viewer: memberById(db, organizationId, viewerId),
      rows: invitations(db)
        .where(sql`${invitation.id} IN (${idsOfPage(page, way, limit + 1)})`)
        .orderBy(inOrder(invitation.createdAt), inOrder(invitation.id)),
      behind: firstOf(db, cursor, idsOfPage(page, back, 1)),
      counted: counts(db, organizationId),
      found: db.select(foundIn(page)).from(sql`(SELECT 1)`),
      passing: db.select(passingIn(asking, filter.status)).from(sql`(SELECT 1)`),
    },
    {},
  )
  if (!viewer[0]) return null
  const { items, ...cursors } = pageOf(rows, limit, order, {
    cursor,
    isBehind: behind.length > 0,
    placeOf: ({ createdAt, id }) => ({ group: 0, key: createdAt, id }),
  })
  const [found] = answers.found
  return {
    viewer: viewerOf(viewer[0]),
    items: items.map(invitationRecord),
    ...cursors,
    ...(found?.isPicked
      ? totalOf(found)
      : totalOfRecorded(answers.counted, filter.status, answers.passing[0])),
  }
}

function pageFor(
  asking: Asking,
  { search = '', status, workspaceId }: Omit<InvitationFilter, 'limit'>,
  cursor: Cursor | null,
): InvitationPage {
  const { organizationId, now } = asking
  const terms = termsOf(search)
  const candidates = candidatesOf(asking, terms, status, workspaceId)
  return {
    organizationId,
    recorded: recordedAs(status),
    fewPending: status === 'expired' ? isDue(organizationId, now) : undefined,
    wanted: and(
      hasStatus(status, now),
      visibleTo(asking),
      terms
        ? hasWords(sql`lower(${invitation.email}) || ' ' || ${invitation.emailKey}`, terms)
        : undefined,
      workspaceId === undefined ? undefined : grantsVisiblyIn(workspaceId, asking),
    ),
    narrowing: narrowing(candidates ?? seenBy(asking)),
    // Who sees all needs none of R12's candidates.
    mayPick: candidates ? sql`true` : sql`NOT ${seesAll(asking)}`,
    cursor,
  }
}

/** What narrows the list down, if anything does besides its recorded status, which has an index of its own. */
function candidatesOf(
  { organizationId }: Asking,
  terms: Term[] | null,
  status: InvitationFilterStatus | undefined,
  workspaceId: string | undefined,
): SQL | undefined {
  if (terms) return foundByWord('invitation_word', organizationId, terms)
  if (status === 'on_hold') return ofLapsedSponsors(organizationId)
  if (status === 'not_delivered') return withFailedMails(organizationId)
  return workspaceId === undefined ? undefined : grantingIn(workspaceId)
}

function foundIn(page: InvitationPage) {
  const ifPicked = (figure: SQL) => sql<number>`CASE WHEN ${page.mayPick} THEN ${figure} ELSE 0 END`
  return {
    isPicked: sql<number>`${page.mayPick}`.as('is_picked'),
    candidates: ifPicked(page.narrowing.size).as('candidates'),
    wanted: ifPicked(countOfPicked(page)).as('wanted'),
  }
}

/** How many of those that are recorded as pending have expired since, or are on hold, where a total needs it. */
function passingIn(asking: Asking, status: InvitationFilterStatus | undefined) {
  const isClocked = status === 'pending' || status === 'expired'
  const held = pageFor(asking, { status: 'on_hold' }, null)
  return {
    due: sql<number>`${isClocked ? dueCount(asking) : sql`0`}`.as('due'),
    held: sql<number>`${status === 'pending' ? countOfPicked(held) : sql`0`}`.as('held'),
    lapsed: sql<number>`${status === 'pending' ? held.narrowing.size : sql`0`}`.as('lapsed'),
  }
}

function totalOfRecorded(
  counted: Awaited<ReturnType<typeof counts>>,
  status: InvitationFilterStatus | undefined,
  { due, held, lapsed } = { due: 0, held: 0, lapsed: 0 },
) {
  const isTotalCapped = lapsed > mostCounted
  if (status === 'pending')
    return { total: Math.max(0, sumOf(counted, ['pending']) - due - held), isTotalCapped }
  if (status === 'expired') return { total: sumOf(counted, ['expired']) + due, isTotalCapped }
  return { total: sumOf(counted, recordedAs(status)), isTotalCapped }
}
