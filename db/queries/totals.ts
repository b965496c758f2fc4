import { eq } from 'drizzle-orm'
import type { StoredStatus } from '../../worker/domain/invitation/status.ts'
import type { OrganizationRole } from '../../worker/domain/roles.ts'
import type { Database } from '../database.ts'
import { organizationTotal } from '../schema/index.ts'
import type { Given } from './kept.ts'

/** One row, of members by role and invitations by recorded status; none before the first of them. */
export function totals(db: Database, organizationId: Given<string>) {
  return db
    .select()
    .from(organizationTotal)
    .where(eq(organizationTotal.organizationId, organizationId))
}

export function sumOf(
  [row]: Awaited<ReturnType<typeof totals>>,
  kinds: readonly (OrganizationRole | StoredStatus)[],
): number {
  return kinds.reduce((sum, kind) => sum + (row?.[kind] ?? 0), 0)
}
