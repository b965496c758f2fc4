import { and, eq, sql, type Placeholder, type SQL } from 'drizzle-orm'
import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core'
import type { InvitationsConcern, Listener } from '../../worker/domain/concern.ts'
import type { AnyD1 } from '../database.ts'
import { invitation, membership } from '../schema/index.ts'
import { grantedTo, promisedTo } from './granted.ts'
import { given, kept } from './kept.ts'
import { readAsOne } from './read-as-one.ts'
import { openSessionsByIds } from './snapshot.ts'

export type Listening = {
  userIds: readonly string[]
  sessionIds: readonly string[]
  /** Invitations of which it must be known who may see them. */
  invitationIds: readonly string[]
  now: number
}

/** Of those who listen, who is still a member, as what (R12, R38), and whose session has not ended: one batch. */
export async function readListeners(
  d1: AnyD1,
  organizationId: string,
  { userIds, sessionIds, invitationIds, now }: Listening,
): Promise<{
  members: Map<string, Listener>
  sessions: Set<string>
  invitations: InvitationsConcern
}> {
  const { members, sessions, invitations } = await readAsOne(d1, queries, {
    organizationId,
    userIds: JSON.stringify(userIds),
    sessionIds: JSON.stringify(sessionIds),
    invitationIds: JSON.stringify(invitationIds),
    now,
  })
  return {
    members: new Map(members.map((member) => [member.id, member])),
    sessions: new Set(sessions.map(({ id }) => id)),
    invitations: {
      topic: 'invitations',
      creators: invitations.flatMap(({ createdBy }) => createdBy ?? []),
      workspaceIds: invitations.flatMap(({ workspaceIds }) => workspaceIds),
    },
  }
}

const managedByMember = sql`(
  SELECT json_group_array(g.workspace_id) FROM ${grantedTo('membership')} WHERE g.role = 'manager'
)`.mapWith(toIds)

const grantedByInvitation = sql`(
  SELECT json_group_array(g.workspace_id) FROM ${promisedTo('invitation')}
)`.mapWith(toIds)

/** JSON that SQLite has just made may arrive as what it says. */
function toIds(json: string | string[]): string[] {
  return typeof json === 'string' ? (JSON.parse(json) as string[]) : json
}

const organizationId = given('organizationId')

const queries = {
  members: kept((db) =>
    db
      .select({ id: membership.userId, role: membership.role, manages: managedByMember })
      .from(membership)
      .where(
        and(
          eq(membership.organizationId, organizationId),
          isOneOf(membership.userId, given('userIds')),
        ),
      ),
  ),
  sessions: kept((db) => openSessionsByIds(db, given('sessionIds'), given('now'))),
  invitations: kept((db) =>
    db
      .select({ createdBy: invitation.createdBy, workspaceIds: grantedByInvitation })
      .from(invitation)
      .where(
        and(
          isOneOf(invitation.id, given('invitationIds')),
          // The plus keeps this out of the choice of an index, which would be the whole organization's.
          sql`+${invitation.organizationId} = ${organizationId}`,
        ),
      ),
  ),
}

/** A list is one parameter: D1 takes a hundred at most. */
function isOneOf(column: AnySQLiteColumn, ids: Placeholder): SQL {
  return sql`${column} IN (SELECT value FROM json_each(${ids}))`
}
