import { and, eq, sql } from 'drizzle-orm'
import { membership, organization, session, user } from '../schema/index.ts'
import { asking, type Asking } from './asking.ts'
import { kept } from './kept.ts'
import { readAsOne } from './read-as-one.ts'

const queries = {
  users: kept((db) =>
    db
      .select({ id: user.id, name: user.name, email: user.email })
      .from(session)
      .innerJoin(user, eq(user.id, session.userId))
      .where(
        and(
          eq(session.id, asking.sessionId),
          eq(session.userId, asking.viewerId),
          sql`${session.expiresAt} > ${asking.now}`,
        ),
      ),
  ),
  memberships: kept((db) =>
    db
      .select({
        id: organization.id,
        name: organization.name,
        version: organization.version,
        role: membership.role,
      })
      .from(membership)
      .innerJoin(organization, eq(organization.id, membership.organizationId))
      .where(eq(membership.userId, asking.viewerId))
      .orderBy(organization.name, organization.id),
  ),
}

/** Who somebody is, and the organizations that they are a member of, by name; `null` where their session has ended. */
export async function viewerWithMemberships(d1: D1Database, asked: Omit<Asking, 'organizationId'>) {
  const { users, memberships } = await readAsOne(d1, queries, asked)
  const [found] = users
  return found
    ? {
        user: found,
        memberships: memberships.map(({ id, name, role, version }) => ({
          organization: { id, name },
          role,
          version,
        })),
      }
    : null
}
