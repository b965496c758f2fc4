import { and, desc, asc, sql, type SQL } from 'drizzle-orm'
import type { InvitationRecord } from '../../worker/domain/records.ts'
import type { Database } from '../database.ts'
import { invitation } from '../schema/index.ts'
import type { Answered, Asking, PageInput, PageOf } from './asking.ts'
import { readBatch } from './batch.ts'
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
  type InvitationFilterStatus,
} from './invitation-filters.ts'
import { countable, totalOf, type Narrowing } from './narrow.ts'
import { figuresOf, idsOfPage, type InvitationPage } from './order-invitations.ts'
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
      counted: totals(db, organizationId),
      found: db
        .select({
          isUsed: sql<number>`is_used`,
          candidates: sql<number>`candidates`,
          wanted: sql<number>`wanted`,
        })
        .from(sql`(${figuresOf(page)})`),
      passing: passing(db, asking, filter.status),
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
    ...(found?.isUsed
      ? totalOf(found, items.length)
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
    narrowing: narrowingOf(asking, candidatesOf(asking, terms, status, workspaceId)),
    cursor,
  }
}

/** For who does not see all, it is what they see, whatever else is asked for: more would be counted, or read, for them. */
function narrowingOf(asking: Asking, candidates: SQL | undefined): Narrowing {
  const [all, theirs] = [seesAll(asking), seenBy(asking)]
  if (!candidates) return { candidates: theirs, mayPick: sql`NOT ${all}` }
  return {
    candidates: sql`SELECT id FROM (${countable(candidates, all)})
      UNION ALL SELECT id FROM (${countable(theirs, sql`NOT ${all}`)})`,
    mayPick: sql`true`,
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
  return workspaceId === undefined ? undefined : grantingIn(workspaceId, organizationId)
}

/** How many of those that are recorded as pending have expired since, or are on hold, where a total needs it. */
function passing(db: Database, asking: Asking, status: InvitationFilterStatus | undefined) {
  const held =
    status === 'pending'
      ? figuresOf(pageFor(asking, { status: 'on_hold' }, null))
      : sql`SELECT 0 AS candidates, 0 AS wanted`
  const due = status === 'pending' || status === 'expired' ? dueCount(asking) : sql`0`
  return db
    .select({
      due: sql<number>`${due}`.as('due'),
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
