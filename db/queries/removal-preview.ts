import { and, count, eq, sql } from 'drizzle-orm'
import type { MemberRecord } from '../../worker/domain/records.ts'
import type { WorkspaceRole } from '../../worker/domain/roles.ts'
import type { AnyD1 } from '../database.ts'
import { invitation, membership, workspace } from '../schema/index.ts'
import { asking, type Answered, type Asking } from './asking.ts'
import { grantedTo } from './granted.ts'
import { hasStatus } from './invitation-filters.ts'
import { given, kept } from './kept.ts'
import { readPage } from './read-page.ts'
import { memberById } from './snapshot.ts'

export type Removal = {
  member: MemberRecord | null
  /** Those granted to them, by name. */
  workspaces: { name: string; role: WorkspaceRole }[]
  /** Pending ones that they sponsor. */
  invitations: number
}

const userId = given('userId')

const queries = {
  members: kept((db) => memberById(db, asking.organizationId, userId)),
  workspaces: kept((db) =>
    db
      .select({ name: workspace.name, role: sql<WorkspaceRole>`g.role`.as('role') })
      .from(membership)
      .crossJoin(grantedTo('membership'))
      .innerJoin(workspace, sql`${workspace.id} = g.workspace_id`)
      .where(
        and(eq(membership.organizationId, asking.organizationId), eq(membership.userId, userId)),
      )
      .orderBy(sql`lower(${workspace.name})`, workspace.id),
  ),
  sponsored: kept((db) =>
    db
      .select({ count: count() })
      .from(invitation)
      .where(
        and(
          eq(invitation.organizationId, asking.organizationId),
          eq(invitation.sponsorId, userId),
          hasStatus('pending', asking.now),
        ),
      ),
  ),
}

/** What removing a member would take with it. */
export async function removalPreview(
  d1: AnyD1,
  asked: Asking,
  id: string,
): Promise<Answered<{ removal: Removal }>> {
  const page = await readPage(d1, asked, queries, { userId: id })
  if (!page) return null
  const { members, workspaces, sponsored } = page.rows
  return {
    ...page.asker,
    removal: { member: members[0] ?? null, workspaces, invitations: sponsored[0]?.count ?? 0 },
  }
}
