import {
  can,
  type Grant,
  type InvitationView,
  type MemberView,
  type OrganizationRole,
  type WorkspaceRole,
  type WorkspaceView,
} from '#lib/domain.ts'

/** What the cells say, in the reader's language. */
export type Words = {
  role: (role: OrganizationRole) => string
  access: (workspace: string, role: WorkspaceRole) => string
  everyWorkspace: () => string
  status: (status: InvitationView['status']) => string
  delivery: (delivery: InvitationView['delivery']) => string
  system: () => string
}

/** In the order of the columns: name, address, role, workspaces, joined, last active. */
export function memberCells(
  { name, email, role, grants, joinedAt, lastActiveAt }: MemberView,
  workspaces: WorkspaceView[],
  words: Words,
): string[] {
  const reached = reachedBy(role, grants, workspaces, words)
  return [name, email, words.role(role), reached, joinedAt, lastActiveAt ?? '']
}

/** In the order of the columns: address, role, workspaces, how many more, state, sent by, sent, expires, delivery. */
export function invitationCells(
  {
    email,
    role,
    grants,
    hiddenGrants,
    status,
    sponsor,
    sentAt,
    expiresAt,
    delivery,
  }: InvitationView,
  workspaces: WorkspaceView[],
  words: Words,
): string[] {
  return [
    email,
    words.role(role),
    reachedBy(role, grants, workspaces, words),
    hiddenGrants > 0 ? String(hiddenGrants) : '',
    words.status(status),
    sponsor?.name ?? words.system(),
    sentAt,
    expiresAt,
    words.delivery(delivery),
  ]
}

/** The workspaces in their own order, each with the role there. */
function reachedBy(
  role: OrganizationRole,
  grants: Grant[],
  workspaces: WorkspaceView[],
  words: Words,
): string {
  if (can(role, 'workspace.reachAll')) return words.everyWorkspace()
  const rows = workspaces.flatMap(({ id, name }) => {
    const grant = grants.find(({ workspaceId }) => workspaceId === id)
    return grant ? [words.access(name, grant.role)] : []
  })
  return rows.join('; ')
}
