import { organizationRoles, type OrganizationRole } from '#lib/domain.ts'

const keyOf = (organizationId: string) => `invite-role ${organizationId}`

/**
 * The role that was invited as last in an organization on this device. Never Owner: whom that is, is decided anew
 * each time.
 */
export const lastRole = {
  read(organizationId: string): OrganizationRole {
    try {
      const kept = localStorage.getItem(keyOf(organizationId))
      return organizationRoles.find((role) => role === kept && role !== 'owner') ?? 'member'
    } catch {
      return 'member'
    }
  },
  write(organizationId: string, role: OrganizationRole): void {
    if (role === 'owner') return
    try {
      localStorage.setItem(keyOf(organizationId), role)
    } catch {
      // Storage is blocked: the dialog begins with the role that gives least.
    }
  },
}
