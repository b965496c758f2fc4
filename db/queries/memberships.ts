import { and, eq, sql } from 'drizzle-orm'
import type { AnyD1 } from '../database.ts'
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

/**
 * Who somebody is, as the first database says, and the organizations in all of them that they are a member of, by name;
 * `null` where their session has ended.
 */
export async function viewerWithMemberships(
  databases: readonly AnyD1[],
  asked: Omit<Asking, 'organizationId'>,
) {
  const read = await Promise.all(databases.map((d1) => readAsOne(d1, queries, asked)))
  const [found] = read[0]?.users ?? []
  const memberships =
    read.length === 1
      ? (read[0]?.memberships ?? [])
      : byName(read.flatMap((one) => one.memberships))
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

function byName<T extends { id: string; name: string }>(organizations: readonly T[]): T[] {
  return organizations.toSorted((a, b) => compare(a.name, b.name) || compare(a.id, b.id))
}

/** As SQLite does, by the characters' codes. */
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
