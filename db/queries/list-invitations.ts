import { and, count, desc, eq, sql, type SQL } from 'drizzle-orm'
import type { InvitationStatus } from '../../worker/domain/invitation/status.ts'
import type { InvitationRecord } from '../../worker/domain/records.ts'
import type { Database } from '../database.ts'
import {
  invitation,
  invitationGrant,
  membership,
  membershipGrant,
  outboxMail,
} from '../schema/index.ts'
import type { Answered, Asking, PageInput, PageOf } from './asking.ts'
import { readBatch } from './batch.ts'
import { after, contains, decodeCursor, pageOf } from './page.ts'
import { invitationRecord, viewerOf } from './records.ts'
import { invitations, memberById } from './snapshot.ts'

/** A status, all of history, or what is pending with a mail that did not arrive. */
export type InvitationFilterStatus = InvitationStatus | 'closed' | 'not_delivered'

export type InvitationFilter = PageInput & {
  status?: InvitationFilterStatus | undefined
  workspaceId?: string | undefined
}

/** A page of the invitations that the viewer may see (R12), newest first; without a status those of "Pending invites" (R11). */
export async function listInvitations(
  db: Database,
  { organizationId, viewerId, now }: Asking,
  { search = '', status, workspaceId, cursor, limit }: InvitationFilter,
): Promise<Answered<PageOf<InvitationRecord>>> {
  const wanted = and(
    eq(invitation.organizationId, organizationId),
    visibleTo(viewerId),
    status === undefined ? isListed : hasStatus(status, now),
    contains(search, invitation.email, invitation.emailKey),
    workspaceId === undefined ? undefined : grantsVisiblyIn(workspaceId, viewerId),
  )
  const [{ viewer, rows, totals }] = await readBatch(
    db,
    {
      viewer: memberById(db, organizationId, viewerId),
      rows: invitations(db)
        .where(and(wanted, after(decodeCursor(cursor), invitation.createdAt, invitation.id)))
        .orderBy(desc(invitation.createdAt), desc(invitation.id))
        .limit(limit + 1),
      totals: db.select({ total: count() }).from(invitation).where(wanted),
    },
    {},
  )
  if (!viewer[0]) return null
  const page = pageOf(rows, limit, ({ createdAt, id }) => ({ at: createdAt, id }))
  return {
    viewer: viewerOf(viewer[0]),
    items: page.items.map(invitationRecord),
    nextCursor: page.nextCursor,
    previousCursor: null,
    isTotalCapped: false,
    total: totals[0]?.total ?? 0,
  }
}

/** R11. */
const isListed = sql`${invitation.status} IN ('pending', 'expired')`

const seesAll = (viewerId: string) => sql`EXISTS (
  SELECT 1 FROM ${membership} AS v WHERE v.organization_id = ${invitation.organizationId}
  AND v.user_id = ${viewerId} AND v.role IN ('owner', 'admin'))`

const manages = (viewerId: string, workspaceId: SQL) => sql`EXISTS (
  SELECT 1 FROM ${membershipGrant} AS m WHERE m.organization_id = ${invitation.organizationId}
  AND m.user_id = ${viewerId} AND m.workspace_id = ${workspaceId} AND m.role = 'manager')`

/** R12 in SQL; `maySee` in the domain says the same of one record, and a test holds them together. */
export function visibleTo(viewerId: string): SQL {
  return sql`(${seesAll(viewerId)} OR ${invitation.createdBy} = ${viewerId} OR EXISTS (
    SELECT 1 FROM ${invitationGrant} AS g WHERE g.invitation_id = ${invitation.id}
    AND ${manages(viewerId, sql`g.workspace_id`)}))`
}

/** R13: a filter must not tell of a grant that the row itself would hide. */
function grantsVisiblyIn(workspaceId: string, viewerId: string): SQL {
  return sql`(EXISTS (SELECT 1 FROM ${invitationGrant} AS f
      WHERE f.invitation_id = ${invitation.id} AND f.workspace_id = ${workspaceId})
    AND (${seesAll(viewerId)} OR ${invitation.createdBy} = ${viewerId} OR ${manages(viewerId, sql`${workspaceId}`)}))`
}

/** `statusAt` in SQL, for filters and counts; a test holds the two together. */
export function hasStatus(status: InvitationFilterStatus, now: number): SQL {
  const isRunning = sql`${invitation.status} = 'pending' AND ${invitation.expiresAt} > ${now}`
  switch (status) {
    case 'pending':
      return sql`(${isRunning} AND ${sponsorMayInvite})`
    case 'on_hold':
      return sql`(${isRunning} AND NOT ${sponsorMayInvite})`
    case 'closed':
      return sql`${invitation.status} IN ('accepted', 'declined', 'canceled', 'superseded')`
    case 'not_delivered':
      return sql`(${isRunning} AND ${outboxMail.status} IN ('failed', 'obsolete'))`
    case 'expired':
      return sql`(${invitation.status} = 'expired' OR (${invitation.status} = 'pending' AND ${invitation.expiresAt} <= ${now}))`
    default:
      return sql`${invitation.status} = ${status}`
  }
}

const sponsorMayInvite = sql`(${invitation.sponsorId} IS NULL OR EXISTS (
  SELECT 1 FROM ${membership} AS s WHERE s.organization_id = ${invitation.organizationId}
  AND s.user_id = ${invitation.sponsorId}
  AND (s.role = 'owner' OR (s.role = 'admin' AND ${invitation.role} <> 'owner'))))`
