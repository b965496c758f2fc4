import type { Invitation, Organization } from './world.ts'

/** A pending invitation of an organization of its own, made at an instant. */
export function builtInvitation(at: number, changes: Partial<Invitation> = {}): Invitation {
  return {
    id: 'i',
    email: 'nadia@northwind.test',
    emailKey: 'nadia@northwind.test',
    role: 'member',
    status: 'pending',
    generation: 1,
    contentVersion: 1,
    createdBy: 'olivia',
    sponsor: 'olivia',
    createdAt: at,
    sentAt: at,
    expiresAt: at + 72 * 60 * 60 * 1000,
    closedAt: null,
    acceptedBy: null,
    grants: new Map(),
    ...changes,
  }
}

export function builtOrganization(
  invitation: Invitation,
  changes: Partial<Organization> = {},
): Organization {
  return {
    id: 'o',
    name: 'Acme',
    isDeleted: false,
    version: 1,
    members: new Map(),
    workspaces: new Map(),
    invitations: new Map([[invitation.id, invitation]]),
    mails: [],
    deeds: new Map(),
    ...changes,
  }
}
