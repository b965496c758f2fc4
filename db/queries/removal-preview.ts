import { and, count, eq, sql } from 'drizzle-orm'
import type { MemberRecord } from '../../worker/domain/records.ts'
import type { WorkspaceRole } from '../../worker/domain/roles.ts'
import type { Database } from '../database.ts'
import { invitation, membership, workspace } from '../schema/index.ts'
import type { Answered, Asking } from './asking.ts'
import { readBatch } from './batch.ts'
import { grantedTo } from './granted.ts'
import { hasStatus } from './invitation-filters.ts'
import { viewerOf } from './records.ts'
import { memberById } from './snapshot.ts'

export type Removal = {
  member: MemberRecord | null
  /** Those granted to them, by name. */
  workspaces: { name: string; role: WorkspaceRole }[]
  /** Pending ones that they sponsor. */
  invitations: number
}

/** What removing a member would take with it. */
export async function removalPreview(
  db: Database,
  { organizationId, viewerId, now }: Asking,
  userId: string,
): Promise<Answered<{ removal: Removal }>> {
  const [{ viewer, members, workspaces, sponsored }] = await readBatch(
    db,
    {
      viewer: memberById(db, organizationId, viewerId),
      members: memberById(db, organizationId, userId),
      workspaces: db
        .select({ name: workspace.name, role: sql<WorkspaceRole>`g.role`.as('role') })
        .from(membership)
        .crossJoin(grantedTo('membership'))
        .innerJoin(workspace, sql`${workspace.id} = g.workspace_id`)
        .where(and(eq(membership.organizationId, organizationId), eq(membership.userId, userId)))
        .orderBy(sql`lower(${workspace.name})`, workspace.id),
      sponsored: db
        .select({ count: count() })
        .from(invitation)
        .where(
          and(
            eq(invitation.organizationId, organizationId),
            eq(invitation.sponsorId, userId),
            hasStatus('pending', now),
          ),
        ),
    },
    {},
  )
  if (!viewer[0]) return null
  return {
    viewer: viewerOf(viewer[0]),
    removal: {
      member: members[0] ?? null,
      workspaces,
      invitations: sponsored[0]?.count ?? 0,
    },
  }
}
