/** What decisions are made on, as loaded. Instants are milliseconds since 1970. */
import type { MailFailure, MailStatus } from './mail.ts'
import type { StoredStatus } from './invitation/status.ts'
import type { Grant, OrganizationRole } from './roles.ts'

export type Person = { id: string; name: string; email: string }

/** Whoever asks, as the member that they are at this instant. */
export type Viewer = Person & {
  role: OrganizationRole
  /** The ids of the workspaces whose manager they are. */
  manages: readonly string[]
}

export type MemberRecord = Person & {
  role: OrganizationRole
  grants: Grant[]
  joinedAt: number
  lastActiveAt: number | null
}

export type InvitationRecord = {
  id: string
  email: string
  emailKey: string
  role: OrganizationRole
  status: StoredStatus
  generation: number
  contentVersion: number
  createdBy: Person | null
  /** `null`: the system. `role` is `null` once they left the organization. */
  sponsor: (Person & { role: OrganizationRole | null }) | null
  createdAt: number
  sentAt: number
  expiresAt: number
  closedAt: number | null
  acceptedBy: string | null
  grants: Grant[]
  /** The mail of the last sending. */
  mail: {
    status: MailStatus
    failure: MailFailure | null
    sentAt: number | null
    createdAt: number
  } | null
}

export type WorkspaceRecord = {
  id: string
  name: string
  description: string
  archivedAt: number | null
}

/** What a limit has counted so far (R42). */
export type QuotaRecord = { key: string; count: number; windowEndsAt: number }
