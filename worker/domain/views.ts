/** The shapes that the API answers with. Instants are ISO 8601 in UTC. */
import type { InvitationStatus } from './invitation/status.ts'
import type { Delivery } from './mail.ts'
import type { Ability } from './refusal.ts'
import type { Grant, OrganizationRole, WorkspaceRole } from './roles.ts'

export type PersonView = { id: string; name: string; email: string }

export type InvitationView = {
  id: string
  email: string
  role: OrganizationRole
  status: InvitationStatus
  /** Those that the viewer may see (R13), by the order of the workspaces' creation. */
  grants: Grant[]
  /** How many more there are. */
  hiddenGrants: number
  /** `null`: the system, or somebody whose account is gone. */
  createdBy: PersonView | null
  sponsor: PersonView | null
  createdAt: string
  sentAt: string
  expiresAt: string
  contentVersion: number
  delivery: Delivery
  abilities: { resend: Ability; cancel: Ability; changeGrants: Ability }
}

export type MemberView = {
  userId: string
  name: string
  email: string
  role: OrganizationRole
  grants: Grant[]
  joinedAt: string
  /** `null`: not seen since they joined. */
  lastActiveAt: string | null
  abilities: {
    /** One per role: whether the viewer may change this member to it. */
    changeRole: Record<OrganizationRole, Ability>
    changeGrants: Ability
    rename: Ability
    remove: Ability
    leave: Ability
  }
}

export type WorkspaceView = {
  id: string
  name: string
  description: string
  archivedAt: string | null
}

export type OrganizationView = { id: string; name: string }

export type OrganizationStats = {
  totalUsers: number
  activeUsers: number
  pendingInvitations: number
  adminsAndOwners: number
}

export type ViewerView = {
  user: PersonView
  memberships: { organization: OrganizationView; role: OrganizationRole }[]
}

export type Page<T> = { items: T[]; nextCursor: string | null; total: number }

/** What the holder of a genuine link is shown (R21, R29). */
export type OpenedInvitation =
  | {
      state: 'pending'
      contentVersion: number
      hasAccount: boolean
      email: string
      role: OrganizationRole
      organization: OrganizationView
      /** `null`: the system invites. */
      sponsor: { name: string; email: string } | null
      workspaces: { name: string; role: WorkspaceRole }[]
      expiresAt: string
    }
  | {
      state: 'expired' | 'canceled' | 'declined' | 'replaced' | 'on_hold'
      organization: OrganizationView
      sponsor: { name: string; email: string } | null
      email: string
      /** When it ended; `null` while it is only on hold. */
      at: string | null
    }
  | {
      state: 'accepted'
      organization: OrganizationView
      email: string
      /** Whether the account that asks is the one that accepted. */
      byYou: boolean
      at: string | null
    }
  | { state: 'unknown' }
