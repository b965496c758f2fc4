import { m } from '#lib/paraglide/messages.js'
import type { OrganizationRole, WorkspaceRole } from '#lib/domain.ts'

const names: Record<OrganizationRole, () => string> = {
  owner: m.role_owner,
  admin: m.role_admin,
  member: m.role_member,
}

/** An organization role as the app calls it: `member` is "Assigned per workspace". */
export function roleName(role: OrganizationRole): string {
  return names[role]()
}

const accessNames: Record<WorkspaceRole, () => string> = {
  member: m.workspace_role_member,
  manager: m.workspace_role_manager,
}

/** A workspace role as the app calls it; none is "No access". */
export function accessName(role: WorkspaceRole | null): string {
  return role ? accessNames[role]() : m.workspace_role_none()
}
