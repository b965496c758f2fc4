import { eq } from 'drizzle-orm'
import type { WorkspaceRecord } from '../../worker/domain/records.ts'
import type { Database } from '../database.ts'
import { workspace } from '../schema/index.ts'
import type { Answered, Asking } from './asking.ts'
import { readBatch } from './batch.ts'
import { viewerOf } from './records.ts'
import { memberById } from './snapshot.ts'

/** Every workspace of the organization, archived ones too, in the order of their creation. */
export async function listWorkspaces(
  db: Database,
  { organizationId, viewerId }: Asking,
): Promise<Answered<{ items: WorkspaceRecord[] }>> {
  const [{ viewer, items }] = await readBatch(
    db,
    {
      viewer: memberById(db, organizationId, viewerId),
      items: db
        .select({
          id: workspace.id,
          name: workspace.name,
          description: workspace.description,
          archivedAt: workspace.archivedAt,
        })
        .from(workspace)
        .where(eq(workspace.organizationId, organizationId))
        .orderBy(workspace.createdAt, workspace.id),
    },
    {},
  )
  return viewer[0] ? { viewer: viewerOf(viewer[0]), items } : null
}
