import { eq } from 'drizzle-orm'
import type { WorkspaceRecord } from '../../worker/domain/records.ts'
import type { AnyD1 } from '../database.ts'
import { workspace } from '../schema/index.ts'
import { asking, type Answered, type Asking } from './asking.ts'
import { kept } from './kept.ts'
import { readPage } from './read-page.ts'

const queries = {
  items: kept((db) =>
    db
      .select({
        id: workspace.id,
        name: workspace.name,
        description: workspace.description,
        archivedAt: workspace.archivedAt,
      })
      .from(workspace)
      .where(eq(workspace.organizationId, asking.organizationId))
      .orderBy(workspace.createdAt, workspace.id),
  ),
}

/** Every workspace of the organization, archived ones too, in the order of their creation. */
export async function listWorkspaces(
  d1: AnyD1,
  asked: Asking,
): Promise<Answered<{ items: WorkspaceRecord[] }>> {
  const page = await readPage(d1, asked, queries)
  return page && { ...page.asker, items: page.rows.items }
}
