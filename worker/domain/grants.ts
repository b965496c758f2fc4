import type { WorkspaceRecord } from './records.ts'
import { refuse, type Refused } from './refusal.ts'
import type { Grant, GrantChange } from './roles.ts'

/**
 * Why these changes can't be made to what is held (R7, R19), if so. What doesn't exist here is `not_found`; an
 * archived workspace is `workspace_unavailable`, but for leaving a sleeping grant as it is or taking it away.
 */
export function refuseGrantChanges(
  changes: readonly GrantChange[],
  held: readonly Grant[],
  workspaces: readonly WorkspaceRecord[],
): Refused | undefined {
  for (const { workspaceId, role } of changes) {
    const workspace = workspaces.find(({ id }) => id === workspaceId)
    if (!workspace) return refuse('not_found')
    const before = held.find((grant) => grant.workspaceId === workspaceId)?.role ?? null
    if (workspace.archivedAt !== null && role !== null && role !== before) {
      return refuse('workspace_unavailable')
    }
  }
  return undefined
}

/** Those changes that do change something. */
export function realGrantChanges(
  changes: readonly GrantChange[],
  held: readonly Grant[],
): GrantChange[] {
  return changes.filter(
    ({ workspaceId, role }) =>
      role !== (held.find((grant) => grant.workspaceId === workspaceId)?.role ?? null),
  )
}

/** What is held after the changes; rows that they don't name stay as they are. */
export function withGrantChanges(held: readonly Grant[], changes: readonly GrantChange[]): Grant[] {
  const after = new Map(held.map(({ workspaceId, role }) => [workspaceId, role]))
  for (const { workspaceId, role } of changes) {
    if (role === null) after.delete(workspaceId)
    else after.set(workspaceId, role)
  }
  return [...after].map(([workspaceId, role]) => ({ workspaceId, role }))
}
