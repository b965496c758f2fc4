import { m } from '#lib/paraglide/messages.js'
import type { OrganizationRole } from '#lib/domain.ts'

const names: Record<OrganizationRole, () => string> = {
  owner: m.role_owner,
  admin: m.role_admin,
  member: m.role_member,
}

/** An organization role as the app calls it: `member` is "Assigned per workspace". */
export function roleName(role: OrganizationRole): string {
  return names[role]()
}
