import { and, desc, asc, sql, type SQL } from 'drizzle-orm'
import type { InvitationFilterStatus } from '../../worker/domain/invitation/status.ts'
import type { InvitationRecord } from '../../worker/domain/records.ts'
import { type Database, type AnyD1 } from '../database.ts'
import { invitation } from '../schema/index.ts'
import { asking, type Answered, type Asking, type PageInput, type PageOf } from './asking.ts'
import { sumOf, totals } from './totals.ts'
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
} from './invitation-filters.ts'
import { given, kept, keptByShape } from './kept.ts'
import { countable, totalOf, type Narrowing } from './narrow.ts'
import { figuresOf, idsOfPage, type InvitationPage } from './order-invitations.ts'
import { anyOf, decodeCursor, pageOf, waysOf } from './page.ts'
import { readPage } from './read-page.ts'
import { invitationRecord } from './records.ts'
import { invitations } from './snapshot.ts'
import { foundByWord, hasWords, termsOf } from './words.ts'

export type InvitationFilter = PageInput & {
  status?: InvitationFilterStatus | undefined
  workspaceId?: string | undefined
}

const order = 'created.desc'

/** A page of the invitations that the viewer may see (R12), newest first; without a status those of "Pending invites" (R11). */
export async function listInvitations(
  d1: AnyD1,
  asked: Asking,
  { limit, ...filter }: InvitationFilter,
): Promise<Answered<PageOf<InvitationRecord>>> {
  const cursor = decodeCursor(filter.cursor, order)
  const terms = termsOf(filter.search ?? '')
  const page = await readPage(
    d1,
    asked,
    queriesOf({
      status: filter.status,
      isSearched: terms !== null,
      isOfWorkspace: filter.workspaceId !== undefined,
      from: cursor && (cursor.isBackward ? 'backward' : 'forward'),
    }),
    {
      limit: limit + 1,
      terms: JSON.stringify(terms),
      term: JSON.stringify(terms?.[0] ?? []),
      workspaceId: filter.workspaceId,
      key: cursor?.key,
      id: cursor?.id,
    },
  )
  if (!page) return null
  const { items, behind, counted, passing, ...rows } = page.rows
  const [found] = rows.found
  const { items: shown, ...cursors } = pageOf(items, limit, order, {
    cursor,
    isBehind: behind.length > 0,
    placeOf: ({ createdAt, id }) => ({ group: 0, key: createdAt, id }),
  })
  return {
    ...page.asker,
    items: shown.map(invitationRecord),
    ...cursors,
    ...(found?.isUsed
      ? totalOf(found, shown.length)
      : totalOfRecorded(counted, filter.status, passing[0])),
  }
}

/** What of a filter makes other queries; the rest of it is given to them. */
type Shape = {
  status: InvitationFilterStatus | undefined
  isSearched: boolean
  isOfWorkspace: boolean
  from: 'forward' | 'backward' | null
}

const queriesOf = keptByShape((shape: Shape) => {
  const cursor = shape.from && { key: given('key'), id: given('id') }
  const { way, back } = waysOf(false, shape.from && { isBackward: shape.from === 'backward' })
  const page = pageFor(shape, cursor)
  const inOrder = way.isAscending ? asc : desc
  return {
    items: kept((db) =>
      invitations(db)
        .where(sql`${invitation.id} IN (${idsOfPage(page, way, given('limit'))})`)
        .orderBy(inOrder(invitation.createdAt), inOrder(invitation.id)),
    ),
    behind: cursor && kept((db) => anyOf(db, idsOfPage(page, back, 1))),
    counted: kept((db) => totals(db, asking.organizationId)),
    found: kept((db) =>
      db
        .select({
          isUsed: sql<number>`is_used`,
          candidates: sql<number>`candidates`,
          wanted: sql<number>`wanted`,
        })
        .from(sql`(${figuresOf(page)})`),
    ),
    passing: hasPassing(shape.status) && kept((db) => passing(db, shape.status)),
  }
})

function pageFor(
  { status, isSearched, isOfWorkspace }: Omit<Shape, 'from'>,
  cursor: InvitationPage['cursor'],
): InvitationPage {
  const text = sql`lower(${invitation.email}) || ' ' || ${invitation.emailKey}`
  return {
    organizationId: asking.organizationId,
    recorded: recordedAs(status),
    fewPending: status === 'expired' ? isDue(asking.organizationId, asking.now) : undefined,
    wanted: and(
      hasStatus(status, asking.now),
      visibleTo(asking),
      isSearched ? hasWords(text, given('terms')) : undefined,
      isOfWorkspace ? grantsVisiblyIn(given('workspaceId'), asking) : undefined,
    ),
    narrowing: narrowingBy(candidatesOf({ status, isSearched, isOfWorkspace })),
    cursor,
  }
}

/** For who does not see all, it is what they see, whatever else is asked for: more would be counted, or read, for them. */
function narrowingBy(candidates: SQL | undefined): Narrowing {
  const [all, theirs] = [seesAll(asking), seenBy(asking)]
  if (!candidates) return { candidates: theirs, mayPick: sql`NOT ${all}` }
  return {
    candidates: sql`SELECT id FROM (${countable(candidates, all)})
      UNION ALL SELECT id FROM (${countable(theirs, sql`NOT ${all}`)})`,
    mayPick: sql`true`,
  }
}

/** What narrows the list down, if anything does besides its recorded status, which has an index of its own. */
function candidatesOf({ status, isSearched, isOfWorkspace }: Omit<Shape, 'from'>): SQL | undefined {
  if (isSearched) return foundByWord('invitation_word', asking.organizationId, given('term'))
  if (status === 'on_hold') return ofLapsedSponsors(asking.organizationId)
  if (status === 'not_delivered') return withFailedMails(asking.organizationId)
  return isOfWorkspace ? grantingIn(given('workspaceId'), asking.organizationId) : undefined
}

const hasPassing = (status: InvitationFilterStatus | undefined) =>
  status === 'pending' || status === 'expired'

/** How many of those that are recorded as pending have expired since, or are on hold, where a total needs it. */
function passing(db: Database, status: InvitationFilterStatus | undefined) {
  const onHold: Shape = { status: 'on_hold', isSearched: false, isOfWorkspace: false, from: null }
  const held =
    status === 'pending'
      ? figuresOf(pageFor(onHold, null))
      : sql`SELECT 0 AS candidates, 0 AS wanted`
  return db
    .select({
      due: sql<number>`${dueCount(asking)}`.as('due'),
      candidates: sql<number>`candidates`,
      wanted: sql<number>`wanted`,
    })
    .from(sql`(${held})`)
}

function totalOfRecorded(
  counted: Awaited<ReturnType<typeof totals>>,
  status: InvitationFilterStatus | undefined,
  { due, ...found } = { due: 0, candidates: 0, wanted: 0 },
) {
  const held = totalOf(found, 0)
  const recorded = sumOf(counted, recordedAs(status))
  if (status === 'pending')
    return { total: Math.max(0, recorded - due - held.total), isTotalCapped: held.isTotalCapped }
  // All that are recorded as pending but those that are due are not expired.
  const total = status === 'expired' ? sumOf(counted, ['expired']) + due : recorded
  return { total, isTotalCapped: false }
}
