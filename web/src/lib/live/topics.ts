import type { Topic } from '#lib/domain.ts'

/** What the queries of an organization are made of, by their names in `queries.ts`. */
const madeOf: Record<string, readonly Topic[]> = {
  workspaces: ['workspaces'],
  // Their grants are in workspaces, which may be deleted.
  members: ['members', 'workspaces'],
  ownMembership: ['members', 'workspaces'],
  // Rows name members, and are on hold or not by their roles.
  invitations: ['invitations', 'members', 'workspaces'],
  stats: ['invitations', 'members', 'workspaces'],
}

/** Whether what a query has read may be out of date. One that is not named above is made of everything. */
export function isConcerned(queryKey: readonly unknown[], changed: ReadonlySet<Topic>): boolean {
  // The viewer is somebody else now, and may see other things.
  if (changed.has('viewer')) return true
  const [, , name] = queryKey
  const sources = typeof name === 'string' ? madeOf[name] : undefined
  return sources === undefined || sources.some((topic) => changed.has(topic))
}
