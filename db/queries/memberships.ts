import { eq } from 'drizzle-orm'
import type { AnyD1 } from '../database.ts'
import { membership, organization, session, user } from '../schema/index.ts'
import { asking, isAskedBy, type Asking } from './asking.ts'
import { kept } from './kept.ts'
import { readAsOne } from './read-as-one.ts'

const queries = {
  users: kept((db) =>
    db
      .select({ id: user.id, name: user.name, email: user.email })
      .from(session)
      .innerJoin(user, eq(user.id, session.userId))
      .where(isAskedBy),
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
      .where(eq(membership.userId, asking.viewerId)),
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
  const memberships = read.flatMap((one) => one.memberships).toSorted(byName)
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

type Named = { id: string; name: string }

function byName(one: Named, other: Named): number {
  return compare(one.name, other.name) || compare(one.id, other.id)
}

const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0)
