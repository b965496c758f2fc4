import type { PendingInvitation } from './step.ts'

/** A line of the ticket. */
export type Part = 'role' | 'workspaces'

/** Which lines say something else than what was agreed to (R27). */
export function changedParts(before: PendingInvitation, after: PendingInvitation): Part[] {
  const changed: Part[] = []
  if (before.role !== after.role) changed.push('role')
  if (spoken(before) !== spoken(after)) changed.push('workspaces')
  return changed
}

function spoken({ workspaces }: PendingInvitation): string {
  return JSON.stringify(workspaces.map(({ name, role }) => [name, role]).toSorted())
}
