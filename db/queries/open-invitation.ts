import { eq, sql } from 'drizzle-orm'
import type { InvitationRecord } from '../../worker/domain/records.ts'
import type { WorkspaceRecord } from '../../worker/domain/records.ts'
import { invitation, organization, user, workspace } from '../schema/index.ts'
import { promisedTo } from './granted.ts'
import { given, kept } from './kept.ts'
import { readAsOne } from './read-as-one.ts'
import { invitationRecords } from './records.ts'
import { invitations, peopleBehind, workspaceColumns } from './snapshot.ts'

export type LinkedInvitation = {
  organization: { id: string; name: string }
  invitation: InvitationRecord
  /** Those that it grants. */
  workspaces: WorkspaceRecord[]
  hasAccount: boolean
}

const invitationId = given('invitationId')

const organizationOf = sql`(SELECT of.organization_id FROM ${invitation} AS of WHERE of.id = ${invitationId})`

const queries = {
  invitations: kept((db) => invitations(db).where(eq(invitation.id, invitationId))),
  people: kept((db) => peopleBehind(db, organizationOf, 'invitations')),
  organizations: kept((db) =>
    db
      .select({ id: organization.id, name: organization.name })
      .from(organization)
      .innerJoin(invitation, eq(invitation.organizationId, organization.id))
      .where(eq(invitation.id, invitationId)),
  ),
  workspaces: kept((db) =>
    db
      .select(workspaceColumns)
      .from(workspace)
      .where(
        sql`${workspace.id} IN (SELECT g.workspace_id FROM ${invitation} CROSS JOIN ${promisedTo('invitation')}
          WHERE ${invitation.id} = ${invitationId})`,
      )
      .orderBy(workspace.createdAt, workspace.id),
  ),
  accounts: kept((db) =>
    db
      .select({ id: user.id })
      .from(user)
      .innerJoin(invitation, eq(invitation.emailKey, user.email))
      .where(eq(invitation.id, invitationId)),
  ),
}

/** The invitation that a genuine link belongs to. The link's secret was checked, so no organization is asked for. */
export async function invitationOfLink(
  d1: D1Database,
  id: string,
): Promise<LinkedInvitation | null> {
  const { organizations, workspaces, accounts, ...rows } = await readAsOne(d1, queries, {
    invitationId: id,
  })
  const [found] = invitationRecords(rows.invitations, rows.people)
  const [of] = organizations
  if (!found || !of) return null
  return {
    organization: of,
    invitation: found,
    workspaces,
    hasAccount: accounts.length > 0,
  }
}
