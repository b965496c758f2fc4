import { execute } from '../../tools/lib/local-database.ts'
import type { Organization } from './organization.ts'

/** Gives an organization so many workspaces at once, called `Team 1` and so on. */
export function addManyWorkspaces(organization: Organization, count: number): void {
  execute(
    process.env['USHER_STATE'] ?? '',
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?2)
     INSERT INTO workspace (id, organization_id, name, created_at)
     SELECT ?1 || '-' || i, ?1, 'Team ' || i, i FROM n`,
    organization.id,
    count,
  )
}
