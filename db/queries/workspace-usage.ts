import { and, count, eq, inArray } from 'drizzle-orm'
import type { WorkspaceRecord } from '../../worker/domain/records.ts'
import type { AnyD1 } from '../database.ts'
import { invitation, invitationGrant, membershipGrant } from '../schema/index.ts'
import { asking, type Answered, type Asking } from './asking.ts'
import { given, kept } from './kept.ts'
import { readPage } from './read-page.ts'
import { workspacesByIds } from './snapshot.ts'

export type Usage = {
  workspace: WorkspaceRecord | null
  /** Who holds a grant in it. */
  members: number
  /** Listed ones that promise one (R11), expired ones too: a resend would bring them back. */
  invitations: number
}

const workspaceId = given('workspaceId')

const queries = {
  workspaces: kept((db) => workspacesByIds(db, asking.organizationId, given('workspaceIds'))),
  members: kept((db) =>
    db
      .select({ count: count() })
      .from(membershipGrant)
      .where(eq(membershipGrant.workspaceId, workspaceId)),
  ),
  invitations: kept((db) =>
    db
      .select({ count: count() })
      .from(invitationGrant)
      .innerJoin(invitation, eq(invitation.id, invitationGrant.invitationId))
      .where(
        and(
          eq(invitationGrant.workspaceId, workspaceId),
          inArray(invitation.status, ['pending', 'expired']),
        ),
      ),
  ),
}

/** What deleting a workspace would take with it (R19). */
export async function workspaceUsage(
  d1: AnyD1,
  asked: Asking,
  id: string,
): Promise<Answered<{ usage: Usage }>> {
  const values = { workspaceId: id, workspaceIds: JSON.stringify([id]) }
  const page = await readPage(d1, asked, queries, values)
  if (!page) return null
  const { workspaces, members, invitations } = page.rows
  return {
    ...page.asker,
    usage: {
      workspace: workspaces[0] ?? null,
      members: members[0]?.count ?? 0,
      invitations: invitations[0]?.count ?? 0,
    },
  }
}
