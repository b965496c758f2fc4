/** Reads for decisions: each a single indexed look-up, whatever the organization's size. Organization id always required. */
import { and, eq, sql, type SQL } from 'drizzle-orm'
import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core'
import type { MailFailure, MailStatus } from '../../worker/domain/mail.ts'
import type { Grant } from '../../worker/domain/roles.ts'
import type { Database } from '../database.ts'
import { grantedTo, promisedTo } from './granted.ts'
import {
  auditEvent,
  invitation,
  membership,
  organization,
  outboxMail,
  quota,
  session,
  user,
  workspace,
} from '../schema/index.ts'
import type { Given } from './kept.ts'
import { asked, each, type Keys } from './keys.ts'
import { rowsOf } from './read-as-one.ts'

export function organizationById(db: Database, organizationId: Given<string>) {
  return db
    .select({
      name: organization.name,
      version: organization.version,
      deletedAt: organization.deletedAt,
      mailCount: organization.mailCount,
      mailWindowEndsAt: organization.mailWindowEndsAt,
    })
    .from(organization)
    .where(eq(organization.id, organizationId))
}

/** The answers that operations got when they were first carried out. */
export function earlierOperations(db: Database, organizationId: Given<string>, operationIds: Keys) {
  return db
    .select({
      operationId: auditEvent.operationId,
      verb: auditEvent.verb,
      actor: auditEvent.actor,
      answer: auditEvent.answer,
    })
    .from(each(operationIds))
    .crossJoin(auditEvent)
    .where(
      and(
        eq(auditEvent.organizationId, organizationId),
        eq(auditEvent.operationId, asked),
        eq(auditEvent.line, sql`0`),
      ),
    )
}

/** The name that a member is shown by (R36). */
export const shownName = sql<string>`coalesce(${membership.displayName}, ${user.name})`

const grantsOfMember = sql`(
  SELECT json_group_array(json_object('workspaceId', g.workspace_id, 'role', g.role) ORDER BY w.created_at, w.id)
  FROM ${grantedTo('membership')} CROSS JOIN ${workspace} AS w ON w.id = g.workspace_id
)`.mapWith(toGrants)

/** JSON that SQLite has just made may arrive as what it says. */
function toGrants(json: string | Grant[]): Grant[] {
  return typeof json === 'string' ? (JSON.parse(json) as Grant[]) : json
}

const memberColumns = {
  id: user.id,
  name: shownName.as('shown_name'),
  email: user.email,
  role: membership.role,
  joinedAt: membership.joinedAt,
  lastActiveAt: sql<number | null>`nullif(${membership.lastActiveAt}, 0)`.as('last_active_at'),
  grants: grantsOfMember.as('grants'),
}

/** Members with their grants and when they were last seen. */
export function members(db: Database) {
  return db
    .select(memberColumns)
    .from(membership)
    .innerJoin(user, eq(user.id, membership.userId))
    .$dynamic()
}

export function memberById(
  db: Database,
  organizationId: Given<string>,
  userId: Given<string>,
  condition?: SQL,
) {
  return members(db).where(
    and(eq(membership.organizationId, organizationId), eq(membership.userId, userId), condition),
  )
}

/** Those of the sessions that have not ended. */
export function openSessionsByIds(db: Database, ids: Keys, now: Given<number>) {
  return db
    .select({ id: session.id })
    .from(each(ids))
    .crossJoin(session)
    .where(and(eq(session.id, asked), sql`${session.expiresAt} > ${now}`))
}

export function membersByIds(db: Database, organizationId: Given<string>, userIds: Keys) {
  return members(db).where(
    and(
      eq(membership.organizationId, organizationId),
      sql`${membership.userId} IN (SELECT ${asked} FROM ${each(userIds)})`,
    ),
  )
}

/** At most two rows: nobody needs to know of more than one other Owner. */
export function owners(db: Database, organizationId: Given<string>) {
  return db
    .select({ userId: membership.userId })
    .from(membership)
    .where(and(eq(membership.organizationId, organizationId), eq(membership.role, 'owner')))
    .limit(2)
}

export function accountsByIds(db: Database, userIds: Keys) {
  return db
    .select({ id: user.id, email: user.email, emailVerified: user.emailVerified })
    .from(each(userIds))
    .crossJoin(user)
    .where(eq(user.id, asked))
}

/**
 * A column under a name of its own. D1 answers a batch with objects, in which of two columns of one name only one
 * is left, and drizzle then reads all that follow from the wrong place.
 */
function named<T>(column: AnySQLiteColumn, name: string) {
  return sql<T>`${column}`.as(name)
}

const grantsOfInvitation = sql`(
  SELECT json_group_array(json_object('workspaceId', g.workspace_id, 'role', g.role) ORDER BY w.created_at, w.id)
  FROM ${promisedTo('invitation')} CROSS JOIN ${workspace} AS w ON w.id = g.workspace_id
)`.mapWith(toGrants)

const invitationColumns = {
  id: invitation.id,
  email: invitation.email,
  emailKey: invitation.emailKey,
  role: invitation.role,
  status: invitation.status,
  generation: invitation.generation,
  contentVersion: invitation.contentVersion,
  createdAt: invitation.createdAt,
  sentAt: invitation.sentAt,
  expiresAt: invitation.expiresAt,
  closedAt: invitation.closedAt,
  acceptedBy: invitation.acceptedBy,
  createdBy: invitation.createdBy,
  sponsorId: invitation.sponsorId,
  mailStatus: named<MailStatus | null>(outboxMail.status, 'mail_status'),
  mailFailure: named<MailFailure | null>(outboxMail.failure, 'mail_failure'),
  mailSentAt: named<number | null>(outboxMail.sentAt, 'mail_sent_at'),
  mailCreatedAt: named<number | null>(outboxMail.createdAt, 'mail_created_at'),
  grants: grantsOfInvitation.as('grants'),
}

/** Of a mail, beside an invitation. */
export const isOfLastSending = sql`${outboxMail.id} = ${invitation.id} || '.' || ${invitation.generation}`

/** Invitations with their grants and the mail of their last sending; who is behind them is asked for beside. */
export function invitations(db: Database) {
  return db
    .select(invitationColumns)
    .from(invitation)
    .leftJoin(outboxMail, isOfLastSending)
    .$dynamic()
}

/**
 * Who created or sponsors the invitations that the query of that name finds: each once. A page has a hundred of the same
 * admin, for whom it would be four look-ups each.
 */
export function peopleBehind(db: Database, organizationId: Given<string> | SQL, name: string) {
  return db
    .select({
      id: user.id,
      name: shownName.as('shown_name'),
      email: user.email,
      role: membership.role,
    })
    .from(user)
    .leftJoin(
      membership,
      and(eq(membership.organizationId, organizationId), eq(membership.userId, user.id)),
    )
    .where(
      sql`${user.id} IN (SELECT one.value FROM ${rowsOf(name)}
        CROSS JOIN json_each(json_array("createdBy", "sponsorId")) AS one)`,
    )
}

export function invitationById(
  db: Database,
  organizationId: Given<string>,
  invitationId: Given<string>,
) {
  return invitations(db).where(
    and(eq(invitation.id, invitationId), eq(invitation.organizationId, organizationId)),
  )
}

export function invitationsByIds(db: Database, organizationId: Given<string>, ids: Keys) {
  return invitations(db).where(
    and(
      sql`${invitation.id} IN (SELECT ${asked} FROM ${each(ids)})`,
      // The plus keeps this out of the choice of an index, which would be the whole organization's.
      sql`+${invitation.organizationId} = ${organizationId}`,
    ),
  )
}

/** Invitations of these addresses that are recorded as pending or expired, with their sponsors' roles. */
export function invitationsByAddress(db: Database, organizationId: Given<string>, emailKeys: Keys) {
  return db
    .select({
      id: invitation.id,
      emailKey: invitation.emailKey,
      status: invitation.status,
      expiresAt: invitation.expiresAt,
      role: invitation.role,
      sponsorId: invitation.sponsorId,
      sponsorRole: membership.role,
    })
    .from(each(emailKeys))
    .crossJoin(invitation)
    .leftJoin(
      membership,
      and(
        eq(membership.organizationId, invitation.organizationId),
        eq(membership.userId, invitation.sponsorId),
      ),
    )
    .where(
      sql`${invitation.id} IN (${openAt(organizationId, 'pending')} UNION ALL ${openAt(organizationId, 'expired')})`,
    )
}

/** The ids of one address, each status by itself and spelled out: they have partial indexes, which anything else hides. */
function openAt(organizationId: Given<string>, status: 'pending' | 'expired'): SQL {
  return sql`SELECT o.id FROM ${invitation} AS o WHERE o.organization_id = ${organizationId}
    AND o.email_key = ${asked} AND o.status = '${sql.raw(status)}'`
}

/** Those of the addresses that are members'. */
export function membersByAddress(db: Database, organizationId: Given<string>, emailKeys: Keys) {
  return db
    .select({ emailKey: user.email })
    .from(each(emailKeys))
    .crossJoin(user)
    .crossJoin(membership)
    .where(
      and(
        eq(user.email, asked),
        eq(membership.organizationId, organizationId),
        eq(membership.userId, user.id),
      ),
    )
}

export const workspaceColumns = {
  id: workspace.id,
  name: workspace.name,
  description: workspace.description,
  archivedAt: workspace.archivedAt,
}

/** Those of the ids that are workspaces of the organization. */
export function workspacesByIds(db: Database, organizationId: Given<string>, ids: Keys) {
  return db
    .select(workspaceColumns)
    .from(each(ids))
    .crossJoin(workspace)
    .where(and(eq(workspace.id, asked), eq(workspace.organizationId, organizationId)))
    .orderBy(workspace.createdAt, workspace.id)
}

export function quotasByKey(db: Database, keys: Keys) {
  return db
    .select({ key: quota.key, count: quota.count, windowEndsAt: quota.windowEndsAt })
    .from(each(keys))
    .crossJoin(quota)
    .where(eq(quota.key, asked))
}

/** Invitations of an organization that are recorded as pending although their time has passed. */
export function duePending(
  db: Database,
  organizationId: Given<string>,
  now: Given<number>,
  limit: Given<number>,
) {
  return db
    .select({ id: invitation.id, emailKey: invitation.emailKey, expiresAt: invitation.expiresAt })
    .from(invitation)
    .where(
      and(
        // Spelled out: a bound value would hide the partial index `invitation_due`.
        sql`${invitation.status} = 'pending'`,
        sql`+${invitation.organizationId} = ${organizationId}`,
        sql`${invitation.expiresAt} <= ${now}`,
      ),
    )
    .orderBy(invitation.expiresAt)
    .limit(limit)
}
