export const organizationRoles = ['owner', 'admin', 'member'] as const
export type OrganizationRole = (typeof organizationRoles)[number]

export const workspaceRoles = ['member', 'manager'] as const
export type WorkspaceRole = (typeof workspaceRoles)[number]

/** A workspace role in one workspace: held by a membership, or promised by an invitation. */
export type Grant = { workspaceId: string; role: WorkspaceRole }
/** A grant as it is asked for: `null` is "No access". */
export type GrantChange = { workspaceId: string; role: WorkspaceRole | null }

const capabilities = {
  owner: [
    'organization.rename',
    'organization.delete',
    'invitation.create',
    'invitation.seeAll',
    'invitation.cancel',
    'invitation.changeGrants',
    'member.changeRole',
    'member.changeGrants',
    'member.rename',
    'member.remove',
    'workspace.administer',
    'workspace.reachAll',
  ],
  admin: [
    'organization.rename',
    'invitation.create',
    'invitation.seeAll',
    'invitation.cancel',
    'invitation.changeGrants',
    'member.changeRole',
    'member.changeGrants',
    'member.rename',
    'member.remove',
    'workspace.administer',
    'workspace.reachAll',
  ],
  member: [],
} as const satisfies Record<OrganizationRole, readonly string[]>

export type Capability = (typeof capabilities)['owner'][number]

/** Whether an organization role carries a capability, before any look at whom it is used on (`isBelowCeiling`). */
export function can(role: OrganizationRole, capability: Capability): boolean {
  return (capabilities[role] as readonly Capability[]).includes(capability)
}

const ceilings: Record<OrganizationRole, readonly OrganizationRole[]> = {
  owner: ['owner', 'admin', 'member'],
  admin: ['admin', 'member'],
  member: [],
}

/** Whether someone with `role` may give, take or act on `other` (R2, R18, R34, R35): nobody reaches above themselves. */
export function isWithinCeiling(role: OrganizationRole, other: OrganizationRole): boolean {
  return ceilings[role].includes(other)
}
