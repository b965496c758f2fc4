import { eq, sql, type SQL } from 'drizzle-orm'
import type { InvitationRecord } from '../../worker/domain/records.ts'
import type { WorkspaceRecord } from '../../worker/domain/records.ts'
import type { Database } from '../database.ts'
import { invitation, organization, user, workspace } from '../schema/index.ts'
import { readBatch } from './batch.ts'
import { promisedTo } from './granted.ts'
import { invitationRecord } from './records.ts'
import { invitations } from './snapshot.ts'

export type LinkedInvitation = {
  organization: { id: string; name: string }
  invitation: InvitationRecord
  /** Those that it grants. */
  workspaces: WorkspaceRecord[]
  hasAccount: boolean
}

/** The invitation that a genuine link belongs to. The link's secret was checked, so no organization is asked for. */
export async function invitationOfLink(
  db: Database,
  invitationId: string,
): Promise<LinkedInvitation | null> {
  const [{ rows, organizations, workspaces, accounts }] = await readBatch(
    db,
    {
      rows: invitations(db).where(eq(invitation.id, invitationId)),
      organizations: db
        .select({ id: organization.id, name: organization.name })
        .from(organization)
        .innerJoin(invitation, eq(invitation.organizationId, organization.id))
        .where(eq(invitation.id, invitationId)),
      workspaces: db
        .select({
          id: workspace.id,
          name: workspace.name,
          description: workspace.description,
          archivedAt: workspace.archivedAt,
        })
        .from(workspace)
        .where(isPromisedBy(invitationId))
        .orderBy(workspace.createdAt, workspace.id),
      accounts: db
        .select({ id: user.id })
        .from(user)
        .innerJoin(invitation, eq(invitation.emailKey, user.email))
        .where(eq(invitation.id, invitationId)),
    },
    {},
  )
  const [row] = rows
  const [of] = organizations
  if (!row || !of) return null
  return {
    organization: of,
    invitation: invitationRecord(row),
    workspaces,
    hasAccount: accounts.length > 0,
  }
}

/** Of a workspace: whether the invitation grants it. */
function isPromisedBy(invitationId: string): SQL {
  return sql`${workspace.id} IN (SELECT g.workspace_id FROM ${invitation} CROSS JOIN ${promisedTo('invitation')}
    WHERE ${invitation.id} = ${invitationId})`
}
