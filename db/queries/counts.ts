import { eq } from 'drizzle-orm'
import type { StoredStatus } from '../../worker/domain/invitation/status.ts'
import type { OrganizationRole } from '../../worker/domain/roles.ts'
import type { Database } from '../database.ts'
import { organizationCount } from '../schema/index.ts'
import type { Given } from './kept.ts'

/** A row for each role of members and recorded status of invitations that there ever were. */
export function counts(db: Database, organizationId: Given<string>) {
  return db
    .select({ kind: organizationCount.kind, count: organizationCount.count })
    .from(organizationCount)
    .where(eq(organizationCount.organizationId, organizationId))
}

export function sumOf(
  rows: Awaited<ReturnType<typeof counts>>,
  kinds: readonly (OrganizationRole | StoredStatus)[],
): number {
  return rows.reduce((sum, { kind, count }) => (kinds.includes(kind) ? sum + count : sum), 0)
}
