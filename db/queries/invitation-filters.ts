/** Which invitations a list wants, and what narrows it down to them. */
import { sql, type SQL } from 'drizzle-orm'
import type { InvitationFilterStatus, StoredStatus } from '../../worker/domain/invitation/status.ts'
import type { OrganizationRole } from '../../worker/domain/roles.ts'
import {
  invitation,
  invitationGrant,
  membership,
  membershipGrant,
  outboxMail,
  workspace,
} from '../schema/index.ts'
import type { Of } from './asking.ts'
import { grantedTo, promisedTo } from './granted.ts'
import type { Given } from './kept.ts'
import { isOfLastSending } from './snapshot.ts'

/** Who may see every invitation of their organization (R12). */
export const allSeers: readonly OrganizationRole[] = ['owner', 'admin']

export const seesAll = ({ organizationId, viewerId }: Of) => sql`EXISTS (
  SELECT 1 FROM ${membership} AS v WHERE v.organization_id = ${organizationId}
  AND v.user_id = ${viewerId} AND v.role IN (${sql.raw(allSeers.map((role) => `'${role}'`).join())}))`

const manages = ({ organizationId, viewerId }: Of, workspaceId: SQL) => sql`EXISTS (
  SELECT 1 FROM ${membershipGrant} AS m WHERE m.organization_id = ${organizationId}
  AND m.user_id = ${viewerId} AND m.workspace_id = ${workspaceId} AND m.role = 'manager')`

/** R12 in SQL; `maySee` in the domain says the same of one record, and a test holds them together. */
export function visibleTo(of: Of): SQL {
  return sql`(${seesAll(of)} OR ${invitation.createdBy} = ${of.viewerId} OR EXISTS (
    SELECT 1 FROM ${promisedTo('invitation')} WHERE ${manages(of, sql`g.workspace_id`)}))`
}

/** The ids of what somebody sees who does not see all: what they created, and what grants a workspace that they manage. */
export function seenBy({ organizationId, viewerId }: Of): SQL {
  return sql`SELECT i.id FROM ${invitation} AS i
      WHERE i.created_by = ${viewerId} AND i.organization_id = ${organizationId}
    UNION SELECT promised.invitation_id FROM ${membership} AS v CROSS JOIN ${grantedTo('v')}
      CROSS JOIN ${invitationGrant} AS promised ON promised.workspace_id = g.workspace_id
      WHERE v.organization_id = ${organizationId} AND v.user_id = ${viewerId} AND g.role = 'manager'`
}

export function grantsIn(workspaceId: Given<string>): SQL {
  return sql`EXISTS (SELECT 1 FROM ${invitationGrant} AS f
    WHERE f.invitation_id = ${invitation.id} AND f.workspace_id = ${workspaceId})`
}

/** R13: a filter must not tell of a grant that the row itself would hide. */
export function grantsVisiblyIn(workspaceId: Given<string>, of: Of): SQL {
  return sql`(${grantsIn(workspaceId)} AND (${seesAll(of)} OR ${invitation.createdBy} = ${of.viewerId} OR ${manages(of, sql`${workspaceId}`)}))`
}

/** The ids of what grants a workspace of the organization; of another's, none is even counted. */
export function grantingIn(workspaceId: Given<string>, organizationId: Given<string>): SQL {
  return sql`SELECT g.invitation_id AS id FROM ${workspace} AS w CROSS JOIN ${invitationGrant} AS g
    ON g.workspace_id = w.id WHERE w.id = ${workspaceId} AND w.organization_id = ${organizationId}`
}

/** The recorded statuses among which a filter finds its rows; without one those of "Pending invites" (R11). */
export function recordedAs(status: InvitationFilterStatus | undefined): readonly StoredStatus[] {
  switch (status) {
    case undefined:
    case 'expired':
      return ['pending', 'expired']
    case 'closed':
      return ['accepted', 'declined', 'canceled', 'superseded']
    case 'on_hold':
    case 'not_delivered':
      return ['pending']
    default:
      return [status]
  }
}

/** `statusAt` in SQL, of rows that are `recordedAs` it; a test holds the two together. */
export function hasStatus(
  status: InvitationFilterStatus | undefined,
  now: Given<number>,
): SQL | undefined {
  const isRunning = sql`${invitation.status} = 'pending' AND ${invitation.expiresAt} > ${now}`
  switch (status) {
    case 'pending':
      return sql`(${isRunning} AND ${sponsorMayInvite})`
    case 'on_hold':
      return sql`(${isRunning} AND NOT ${sponsorMayInvite})`
    case 'not_delivered':
      return sql`(${isRunning} AND ${isNotDelivered})`
    case 'expired':
      return sql`(${invitation.status} = 'expired' OR ${invitation.expiresAt} <= ${now})`
    default:
      return undefined
  }
}

const sponsorMayInvite = sql`(${invitation.sponsorId} IS NULL OR EXISTS (
  SELECT 1 FROM ${membership} AS s WHERE s.organization_id = ${invitation.organizationId}
  AND s.user_id = ${invitation.sponsorId}
  AND (s.role = 'owner' OR (s.role = 'admin' AND ${invitation.role} <> 'owner'))))`

const isNotDelivered = sql`EXISTS (SELECT 1 FROM ${outboxMail} WHERE ${isOfLastSending}
  AND ${outboxMail.status} IN ('failed', 'obsolete'))`

/** The ids of what may be on hold: pending, of a sponsor who may not invite as that role any more. */
export function ofLapsedSponsors(organizationId: Given<string>): SQL {
  return sql`SELECT i.id FROM ${invitation} AS i
    WHERE i.organization_id = ${organizationId} AND i.status = 'pending' AND i.sponsor_lapsed = 1`
}

/** The ids of what has a mail that did not arrive, of whichever sending. */
export function withFailedMails(organizationId: Given<string>): SQL {
  return sql`SELECT o.invitation_id AS id FROM ${outboxMail} AS o
    WHERE o.organization_id = ${organizationId} AND o.status IN ('failed', 'obsolete') AND o.invitation_id IS NOT NULL`
}

/** Recorded as pending although their time has passed; few, for a job records them each minute. */
export function isDue(organizationId: Given<string>, now: Given<number>): SQL {
  // The plus leaves the choice to `invitation_due`, which knows the instants.
  return sql`${invitation.status} = 'pending' AND ${invitation.expiresAt} <= ${now} AND +${invitation.organizationId} = ${organizationId}`
}

export function dueCount({
  organizationId,
  now,
}: {
  organizationId: Given<string>
  now: Given<number>
}): SQL {
  return sql`(SELECT count(*) FROM ${invitation} WHERE ${isDue(organizationId, now)})`
}
