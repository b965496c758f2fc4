import { and, desc, asc, sql, type SQL } from 'drizzle-orm'
import type { InvitationFilterStatus } from '../../worker/domain/invitation/status.ts'
import type { InvitationRecord } from '../../worker/domain/records.ts'
import { type Database, type AnyD1 } from '../database.ts'
import { Recent } from '../recent.ts'
import { invitation } from '../schema/index.ts'
import { asking, type Answered, type Asking, type PageInput, type PageOf } from './asking.ts'
import { sumOf, totals } from './totals.ts'
import {
  allSeers,
  grantingIn,
  grantsIn,
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
import { invitationRecords } from './records.ts'
import { invitations, peopleBehind } from './snapshot.ts'
import { foundByWord, hasWords, termsOf } from './words.ts'

export type InvitationFilter = PageInput & {
  status?: InvitationFilterStatus | undefined
  workspaceId?: string | undefined
}

const order = 'created.desc'

/**
 * Who saw all invitations of an organization when they last asked here: what is read for them needs no look at each
 * row (R12), and takes half as long.
 */
const administrators = new Recent<string, true>(1_000)

/** A page of the invitations that the viewer may see (R12), newest first; without a status those of "Pending invites" (R11). */
export async function listInvitations(
  d1: AnyD1,
  asked: Asking,
  filter: InvitationFilter,
): Promise<Answered<PageOf<InvitationRecord>>> {
  const who = `${asked.organizationId} ${asked.viewerId}`
  const isSaidToSeeAll = administrators.get(who) ?? false
  const page = await readInvitations(d1, asked, filter, isSaidToSeeAll)
  if (!page) return null
  if (allSeers.includes(page.viewer.role)) {
    administrators.set(who, true)
    return page
  }
  administrators.delete(who)
  return isSaidToSeeAll ? readInvitations(d1, asked, filter, false) : page
}

async function readInvitations(
  d1: AnyD1,
  asked: Asking,
  { limit, ...filter }: InvitationFilter,
  seesAll: boolean,
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
      seesAll,
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
  const { items, people, behind, counted, passing, ...rows } = page.rows
  const [found] = rows.found
  const { items: shown, ...cursors } = pageOf(items, limit, order, {
    cursor,
    isBehind: behind.length > 0,
    placeOf: ({ createdAt, id }) => ({ group: 0, key: createdAt, id }),
  })
  return {
    ...page.asker,
    items: invitationRecords(shown, people),
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
  /** Whether whoever asks is known to see all. */
  seesAll: boolean
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
    people: kept((db) => peopleBehind(db, asking.organizationId, 'items')),
    behind: cursor && kept((db) => anyOf(db, idsOfPage(page, back, 1))),
    counted: kept((db) => totals(db, asking.organizationId)),
    found:
      page.narrowing !== undefined &&
      kept((db) =>
        db
          .select({
            isUsed: sql<number>`is_used`,
            candidates: sql<number>`candidates`,
            wanted: sql<number>`wanted`,
          })
          .from(sql`(${figuresOf(page)})`),
      ),
    passing: hasPassing(shape.status) && kept((db) => passing(db, shape)),
  }
})

function pageFor(filter: Omit<Shape, 'from'>, cursor: InvitationPage['cursor']): InvitationPage {
  const { status, isSearched, isOfWorkspace, seesAll } = filter
  const text = sql`lower(${invitation.email}) || ' ' || ${invitation.emailKey}`
  return {
    organizationId: asking.organizationId,
    recorded: recordedAs(status),
    fewPending: status === 'expired' ? isDue(asking.organizationId, asking.now) : undefined,
    wanted: and(
      hasStatus(status, asking.now),
      seesAll ? undefined : visibleTo(asking),
      isSearched ? hasWords(text, given('terms')) : undefined,
      isOfWorkspace ? ofWorkspace(seesAll) : undefined,
    ),
    narrowing: narrowingBy(candidatesOf(filter), seesAll),
    cursor,
  }
}

const ofWorkspace = (seesAll: boolean) =>
  seesAll ? grantsIn(given('workspaceId')) : grantsVisiblyIn(given('workspaceId'), asking)

/** For who does not see all, it is what they see, whatever else is asked for: more would be counted, or read, for them. */
function narrowingBy(candidates: SQL | undefined, isSeen: boolean): Narrowing | undefined {
  if (isSeen) return candidates && { candidates, mayPick: sql`true` }
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
function passing(db: Database, { status, seesAll }: Shape) {
  const onHold = { status: 'on_hold', isSearched: false, isOfWorkspace: false, seesAll } as const
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
