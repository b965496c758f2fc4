import { eq } from 'drizzle-orm'
import type { Database } from '../database.ts'
import { membership, organization } from '../schema/index.ts'

/** The organizations that somebody is a member of, by name. */
export async function membershipsOf(db: Database, userId: string) {
  const rows = await db
    .select({
      id: organization.id,
      name: organization.name,
      version: organization.version,
      role: membership.role,
    })
    .from(membership)
    .innerJoin(organization, eq(organization.id, membership.organizationId))
    .where(eq(membership.userId, userId))
    .orderBy(organization.name, organization.id)
  return rows.map(({ id, name, role, version }) => ({ organization: { id, name }, role, version }))
}
