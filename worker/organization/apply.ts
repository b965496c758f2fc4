import { and, eq, inArray, sql } from 'drizzle-orm'
import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core'
import type { Database } from '../../db/database.ts'
import { insertMails } from '../../db/queries/insert-mails.ts'
import { jsonLists } from '../../db/queries/json-lists.ts'
import { filled, given, kept, type Given } from '../../db/queries/kept.ts'
import type { Statement } from '../../db/queries/statement.ts'
import { listedAsAccount } from '../../db/queries/words.ts'
import {
  auditEvent,
  invitation,
  invitationGrant,
  membership,
  membershipGrant,
  organization,
  workspace,
} from '../../db/schema/index.ts'
import type { AuditEntry, Change, Moment } from '../domain/change.ts'
import type { StoredStatus } from '../domain/invitation/status.ts'
import { mailIdOf } from '../domain/mail.ts'
import type { Grant, GrantChange } from '../domain/roles.ts'
import { countTowardsQuotas, insertInvitations, putInvitationGrants } from './apply-many.ts'
import { countingMails, type MailsCounted } from './count-mails.ts'
import { deleteOrganization } from './delete-organization.ts'

const raised = {
  version: sql`CASE WHEN ${organization.version} = ${given('version')} THEN ${given('raised')} END`,
}
const isThisOrganization = eq(organization.id, given('organizationId'))
const fencing = kept((db) => db.update(organization).set(raised).where(isThisOrganization))
const fencingWithMails = kept((db) =>
  db
    .update(organization)
    .set({ ...raised, ...countingMails })
    .where(isThisOrganization),
)

/**
 * First of every commit: raises the version, by as many as it commits, where it still is what the decisions were made
 * on. Where it is not, the NULL makes the whole batch fail; a mere WHERE that matches no row would stop nothing.
 */
export function fence(
  organizationId: string,
  version: number,
  commands: number,
  mails: MailsCounted | null,
): Statement {
  const values = { organizationId, version, raised: version + commands, ...mails }
  return filled(mails ? fencingWithMails : fencing, values)
}

/** The statements that make a change. Lists travel as one JSON parameter: D1 takes a hundred parameters at most. */
export function apply(db: Database, organizationId: string, change: Change): Statement[] {
  const thisInvitation = (id: string) =>
    and(eq(invitation.id, id), eq(invitation.organizationId, organizationId))
  const theseInvitations = (ids: string[]) =>
    // The plus keeps this out of the choice of an index, which would be the whole organization's.
    and(isOneOf(invitation.id, ids), sql`+${invitation.organizationId} = ${organizationId}`)
  const thisMembership = (userId: string) =>
    and(eq(membership.organizationId, organizationId), eq(membership.userId, userId))
  const thisWorkspace = (id: string) =>
    and(eq(workspace.id, id), eq(workspace.organizationId, organizationId))

  switch (change.kind) {
    case 'organization.insert': {
      const { name, createdAt } = change
      return [db.insert(organization).values({ id: organizationId, name, createdAt })]
    }
    case 'organization.setName':
      return [
        db
          .update(organization)
          .set({ name: change.name })
          .where(eq(organization.id, organizationId)),
      ]
    case 'organization.delete':
      return deleteOrganization(db, organizationId, change.deletedAt)
    case 'membership.insert': {
      const { userId, role, joinedAt, grants } = change
      return [
        db.insert(membership).values({
          organizationId,
          userId,
          role,
          joinedAt,
          listedAs: listedAsAccount(userId),
          grantedIn: JSON.stringify(grants.map(({ workspaceId }) => workspaceId)),
        }),
        ...setMembershipGrants(db, organizationId, userId, grants),
      ]
    }
    case 'membership.setRole':
      return [db.update(membership).set({ role: change.role }).where(thisMembership(change.userId))]
    case 'membership.setName':
      return [
        db
          .update(membership)
          .set({ displayName: change.name })
          .where(thisMembership(change.userId)),
      ]
    // Its grants go with it, by a trigger.
    case 'membership.delete':
      return [db.delete(membership).where(thisMembership(change.userId))]
    case 'membershipGrants.set':
      return setMembershipGrants(db, organizationId, change.userId, change.grants)
    case 'membershipGrants.clear':
      return [
        db.delete(membershipGrant).where(
          and(
            eq(membershipGrant.organizationId, organizationId),
            eq(membershipGrant.userId, change.userId),
            sql`${membershipGrant.workspaceId} IN (SELECT "in".value FROM ${membership}, json_each(${membership.grantedIn}) AS "in"
                WHERE ${thisMembership(change.userId)})`,
          ),
        ),
      ]
    case 'workspace.insert': {
      const { workspaceId, name, description, createdAt } = change
      return [
        db
          .insert(workspace)
          .values({ id: workspaceId, organizationId, name, description, createdAt }),
      ]
    }
    case 'workspace.set': {
      const { workspaceId, name, description, archivedAt } = change
      return [
        db
          .update(workspace)
          .set({ name, description, archivedAt })
          .where(thisWorkspace(workspaceId)),
      ]
    }
    case 'workspace.delete':
      return [db.delete(workspace).where(thisWorkspace(change.workspaceId))]
    case 'promises.touch':
      return [
        db
          .update(invitation)
          .set({ contentVersion: sql`${invitation.contentVersion} + 1` })
          .where(
            and(
              sql`${invitation.id} IN (SELECT invitation_id FROM ${invitationGrant} WHERE workspace_id = ${change.workspaceId})`,
              sql`${invitation.status} IN ('pending', 'expired')`,
              // The plus keeps this out of the choice of an index, which would be the whole organization's.
              sql`+${invitation.organizationId} = ${organizationId}`,
            ),
          ),
      ]
    case 'invitations.insert':
      return insertInvitations(organizationId, change.invitations)
    case 'invitations.close': {
      const { invitationIds, status, closedAt, acceptedBy } = change
      const ids = JSON.stringify(invitationIds)
      return [filled(closing, { organizationId, ids, status, closedAt, acceptedBy })]
    }
    case 'invitation.resend': {
      const { invitationId, generation, sponsorId, sentAt, expiresAt } = change
      const values = { organizationId, invitationId, generation, sponsorId, sentAt, expiresAt }
      return [filled(resending, values)]
    }
    case 'invitation.setSponsor': {
      const { invitationId, sponsorId } = change
      return [
        db
          .update(invitation)
          .set({ sponsorId, sponsorLapsed: false })
          .where(thisInvitation(invitationId)),
      ]
    }
    case 'invitationGrants.set':
      return [
        ...setInvitationGrants(db, change.invitationId, change.grants),
        db
          .update(invitation)
          .set({ contentVersion: sql`${invitation.contentVersion} + 1` })
          .where(thisInvitation(change.invitationId)),
      ]
    case 'invitations.expire':
      return [
        db
          .update(invitation)
          .set({ status: whereStillOpen('expired') })
          .where(theseInvitations(change.invitationIds)),
      ]
    case 'invitations.touch':
      return [
        db
          .update(invitation)
          .set({ contentVersion: sql`${invitation.contentVersion} + 1` })
          .where(
            and(
              eq(invitation.organizationId, organizationId),
              inArray(invitation.status, ['pending', 'expired']),
            ),
          ),
      ]
    case 'mails.queue':
      return insertMails(
        change.mails.map((mail) => ({
          ...mail,
          id: mailIdOf(mail.invitationId, mail.generation),
          organizationId,
        })),
      )
    case 'quotas.count':
      return [countTowardsQuotas(change)]
  }
}

const closing = kept((db) =>
  db
    .update(invitation)
    .set({
      status: whereStillOpen(given('status')),
      closedAt: sql`${given('closedAt')}`,
      acceptedBy: sql`${given('acceptedBy')}`,
    })
    .where(
      and(
        sql`${invitation.id} IN (SELECT value FROM json_each(${given('ids')}))`,
        // The plus keeps this out of the choice of an index, which would be the whole organization's.
        sql`+${invitation.organizationId} = ${given('organizationId')}`,
      ),
    ),
)

const resending = kept((db) =>
  db
    .update(invitation)
    .set({
      status: whereStillOpen('pending'),
      generation: sql`${given('generation')}`,
      sponsorId: sql`${given('sponsorId')}`,
      sentAt: sql`${given('sentAt')}`,
      expiresAt: sql`${given('expiresAt')}`,
      closedAt: null,
      sponsorLapsed: false,
    })
    .where(
      and(
        eq(invitation.id, given('invitationId')),
        eq(invitation.organizationId, given('organizationId')),
      ),
    ),
)

/**
 * A second fence, against an operator's SQL that closes an invitation and raises no version: the NULL makes the whole
 * batch fail.
 */
function whereStillOpen(status: Given<StoredStatus>) {
  return sql`CASE WHEN ${invitation.status} IN ('pending', 'expired') THEN ${status} END`
}

// `insert … select` names every column in the schema's order. (drizzle's `db.run(sql)` can't carry parameters in a batch.)

function setMembershipGrants(
  db: Database,
  organizationId: string,
  userId: string,
  grants: readonly GrantChange[],
): Statement[] {
  const { kept, dropped } = split(grants)
  const { organizationId: ofOrganization, userId: ofUser, workspaceId } = membershipGrant
  const statements: Statement[] = []
  if (kept.length > 0) {
    statements.push(
      db
        .insert(membershipGrant)
        .select(
          sql`SELECT ${organizationId}, ${userId}, value ->> 'workspaceId', value ->> 'role' FROM json_each(${JSON.stringify(kept)}) WHERE true`,
        )
        .onConflictDoUpdate({
          target: [ofOrganization, ofUser, workspaceId],
          set: { role: sql`excluded.role` },
        }),
    )
  }
  if (dropped.length > 0) {
    statements.push(
      db
        .delete(membershipGrant)
        .where(
          and(
            eq(ofOrganization, organizationId),
            eq(ofUser, userId),
            isOneOf(workspaceId, dropped),
          ),
        ),
    )
  }
  return statements
}

function setInvitationGrants(
  db: Database,
  invitationId: string,
  grants: readonly GrantChange[],
): Statement[] {
  const { kept, dropped } = split(grants)
  const { invitationId: ofInvitation, workspaceId } = invitationGrant
  const statements = putInvitationGrants([{ id: invitationId, grants: kept }])
  if (dropped.length > 0) {
    statements.push(
      db
        .delete(invitationGrant)
        .where(and(eq(ofInvitation, invitationId), isOneOf(workspaceId, dropped))),
    )
  }
  return statements
}

function isOneOf(column: AnySQLiteColumn, values: readonly string[]) {
  return sql`${column} IN (SELECT value FROM json_each(${JSON.stringify(values)}))`
}

function split(grants: readonly GrantChange[]) {
  return {
    kept: grants.filter((grant): grant is Grant => grant.role !== null),
    dropped: grants.filter(({ role }) => role === null).map(({ workspaceId }) => workspaceId),
  }
}

/** What the audit log has of one command: its lines, what version it makes, by whom, and in the first of them what it was answered. */
export type Recorded = {
  events: readonly AuditEntry[]
  version: number
  actor: string
  operationId: string
  answer: unknown
}

/** The audit log's lines of some commands, in their order. */
export function record(
  organizationId: string,
  recorded: readonly Recorded[],
  { now, newId }: Moment,
): Statement[] {
  const rows = recorded.flatMap(({ events, answer, ...by }) =>
    events.map((event, line) => ({
      ...event,
      ...by,
      id: newId(),
      line,
      ...(line === 0 && { answer }),
    })),
  )
  return jsonLists(rows).map((list) => filled(recording, { organizationId, now, lines: list }))
}

const recording = kept((db) =>
  db
    .insert(auditEvent)
    .select(
      sql`SELECT value ->> 'id', ${given('organizationId')}, value ->> 'operationId', value ->> 'line', value ->> 'version', value ->> 'verb', value ->> 'actor', value ->> 'subjectId', value -> 'details', value -> 'answer', ${given('now')} FROM json_each(${given('lines')})`,
    ),
)
