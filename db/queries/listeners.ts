import { and, eq, gt, sql, type SQL } from 'drizzle-orm'
import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core'
import type { InvitationsConcern, Listener } from '../../worker/domain/concern.ts'
import type { Database } from '../database.ts'
import { invitation, membership, session } from '../schema/index.ts'
import { readBatch } from './batch.ts'
import { grantedTo, promisedTo } from './granted.ts'

export type Listening = {
  userIds: readonly string[]
  sessionIds: readonly string[]
  /** Invitations of which it must be known who may see them. */
  invitationIds: readonly string[]
  now: number
}

/** Of those who listen, who is still a member, as what (R12, R38), and whose session has not ended: one batch. */
export async function readListeners(
  db: Database,
  organizationId: string,
  { userIds, sessionIds, invitationIds, now }: Listening,
): Promise<{
  members: Map<string, Listener>
  sessions: Set<string>
  invitations: InvitationsConcern
}> {
  const [{ members, sessions, invitations }] = await readBatch(
    db,
    {
      members: db
        .select({ id: membership.userId, role: membership.role, manages: managedByMember })
        .from(membership)
        .where(
          and(eq(membership.organizationId, organizationId), isOneOf(membership.userId, userIds)),
        ),
      sessions: db
        .select({ id: session.id })
        .from(session)
        .where(and(isOneOf(session.id, sessionIds), gt(session.expiresAt, new Date(now)))),
      invitations: db
        .select({ createdBy: invitation.createdBy, workspaceIds: grantedByInvitation })
        .from(invitation)
        .where(
          and(
            isOneOf(invitation.id, invitationIds),
            // The plus keeps this out of the choice of an index, which would be the whole organization's.
            sql`+${invitation.organizationId} = ${organizationId}`,
          ),
        ),
    },
    {},
  )
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

function toIds(json: string): string[] {
  return JSON.parse(json) as string[]
}

/** A list is one parameter: D1 takes a hundred at most. */
function isOneOf(column: AnySQLiteColumn, ids: readonly string[]): SQL {
  return sql`${column} IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`
}
