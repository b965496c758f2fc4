import { can, type OrganizationRole } from '#lib/domain.ts'

/** What the viewer may do with a workspace (R37): the API tells no abilities of it, so they are read from the roles. */
export function workspaceDeeds(role: OrganizationRole, managed: string[], workspaceId: string) {
  const administer = can(role, 'workspace.administer')
  return { administer, update: administer || managed.includes(workspaceId) }
}
