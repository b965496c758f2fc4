/** The shapes that the API answers with. Instants are ISO 8601 in UTC. */
import type { InvitationStatus } from './invitation/status.ts'
import type { Delivery, MailFailure } from './mail.ts'
import type { Ability, RefusalReason } from './refusal.ts'
import type { Grant, GrantChange, OrganizationRole, WorkspaceRole } from './roles.ts'

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
  /** When it was accepted, declined, canceled or superseded; `null` while it is none of these. */
  closedAt: string | null
  contentVersion: number
  delivery: Delivery
  abilities: { resend: Ability; cancel: Ability; changeGrants: Ability; approve: Ability }
}

/** What became, or would become, of one address of many. */
export type InviteOutcome = {
  /** As it was typed. */
  email: string
} & (
  | {
      outcome: 'invited'
      /** `null` in a dry run, where nothing is made. */
      invitationId: string | null
    }
  | {
      outcome: 'refused'
      reason: RefusalReason
      /** Seconds to wait; with `rate_limited`. */
      retryAfter?: number
      /** With `already_invited`: the pending invitation of the address, to resend it instead. */
      invitationId?: string
      /** With `already_invited`: the place, from 0, of the same address earlier in the same list. */
      duplicateOf?: number
    }
)

/** Address by address, in the order in which they were asked for. */
export type InviteManyView = { items: InviteOutcome[]; invited: number; refused: number }

/** One line of an invitation's timeline. */
export type TimelineEntry = {
  at: string
  /** `null`: the system, the holder of the link, or somebody whose account is gone. */
  by: PersonView | null
} & (
  | {
      kind:
        | 'created'
        | 'resent'
        | 'approved'
        | 'mail_sent'
        | 'opened'
        | 'accepted'
        | 'declined'
        | 'canceled'
        | 'expired'
        | 'superseded'
    }
  | { kind: 'mail_failed'; failure: MailFailure | null }
  | {
      kind: 'access_changed'
      /** The rows that the viewer may see (R13); `null` took access away. */
      grants: GrantChange[]
      hiddenGrants: number
    }
)

/** What removing a member takes with it. */
export type RemovalPreview = {
  /** The workspaces that they lose, by name; empty for who reaches them all by role. */
  workspaces: { name: string; role: WorkspaceRole }[]
  /** Pending invitations that they sponsor, which go on hold (R26). */
  invitationsOnHold: number
}

/** What deleting a workspace takes with it. */
export type WorkspaceUsage = { members: number; pendingInvitations: number }

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
  memberships: {
    organization: OrganizationView
    role: OrganizationRole
    /** Of the organization: raised by every command that changed something. */
    version: number
  }[]
}

/** What a deployment lets whoever is signed in do. */
export type ViewerOptions = { organizationCreation: boolean }

/** A session of the viewer's own. */
export type SessionView = {
  id: string
  /** The one that asks. */
  isCurrent: boolean
  userAgent: string | null
  ipAddress: string | null
  createdAt: string
  /** To within a day. */
  lastUsedAt: string
}

export type Page<T> = {
  items: T[]
  nextCursor: string | null
  /** The page before; `null` on the first. */
  previousCursor: string | null
  /** With a search or filter counted up to a bound: then `isTotalCapped` says that there are more. */
  total: number
  isTotalCapped: boolean
}

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
