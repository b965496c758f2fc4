import { and, count, eq, inArray } from 'drizzle-orm'
import type { WorkspaceRecord } from '../../worker/domain/records.ts'
import type { Database } from '../database.ts'
import { invitation, invitationGrant, membershipGrant } from '../schema/index.ts'
import type { Answered, Asking } from './asking.ts'
import { readBatch } from './batch.ts'
import { viewerOf } from './records.ts'
import { memberById, workspacesByIds } from './snapshot.ts'

export type Usage = {
  workspace: WorkspaceRecord | null
  /** Who holds a grant in it. */
  members: number
  /** Listed ones that promise one (R11), expired ones too: a resend would bring them back. */
  invitations: number
}

/** What deleting a workspace would take with it (R19). */
export async function workspaceUsage(
  db: Database,
  { organizationId, viewerId }: Asking,
  workspaceId: string,
): Promise<Answered<{ usage: Usage }>> {
  const [{ viewer, workspaces, members, invitations }] = await readBatch(
    db,
    {
      viewer: memberById(db, organizationId, viewerId),
      workspaces: workspacesByIds(db, organizationId, [workspaceId]),
      members: db
        .select({ count: count() })
        .from(membershipGrant)
        .where(eq(membershipGrant.workspaceId, workspaceId)),
      invitations: db
        .select({ count: count() })
        .from(invitationGrant)
        .innerJoin(invitation, eq(invitation.id, invitationGrant.invitationId))
        .where(
          and(
            eq(invitationGrant.workspaceId, workspaceId),
            inArray(invitation.status, ['pending', 'expired']),
          ),
        ),
    },
    {},
  )
  if (!viewer[0]) return null
  return {
    viewer: viewerOf(viewer[0]),
    usage: {
      workspace: workspaces[0] ?? null,
      members: members[0]?.count ?? 0,
      invitations: invitations[0]?.count ?? 0,
    },
  }
}
