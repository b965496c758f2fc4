/** What the product is made of, as the oracle sees it: plain data, in memory. Instants are milliseconds since 1970. */

export type Role = 'owner' | 'admin' | 'member'
export type WorkspaceRole = 'member' | 'manager'
/** Workspace roles by the workspace's id. */
export type Grants = Map<string, WorkspaceRole>

/** Somebody with an account; `email` is its address key. */
export type Person = { id: string; name: string; email: string; isVerified: boolean }

export type Member = {
  role: Role
  shownName: string | null
  grants: Grants
  joinedAt: number
  lastActiveAt: number
}

export type Workspace = {
  id: string
  name: string
  description: string
  archivedAt: number | null
  createdAt: number
}

export type Invitation = {
  id: string
  email: string
  emailKey: string
  role: Role
  /** What is recorded; whether it is expired or on hold is read from the rest. */
  status: 'pending' | 'expired' | 'accepted' | 'declined' | 'canceled' | 'superseded'
  generation: number
  contentVersion: number
  createdBy: string
  sponsor: string
  createdAt: number
  sentAt: number
  expiresAt: number
  closedAt: number | null
  acceptedBy: string | null
  grants: Grants
}

/** A mail that is owed: one of each sending. */
type Mail = { invitationId: string; generation: number; recipient: string; owedAt: number }

/** What an operation came to when it was carried out. */
type Deed = { verb: string; actor: string; answer: unknown; at: number }

export type Organization = {
  id: string
  name: string
  isDeleted: boolean
  version: number
  members: Map<string, Member>
  workspaces: Map<string, Workspace>
  invitations: Map<string, Invitation>
  mails: Mail[]
  deeds: Map<string, Deed>
}

export type Quota = { count: number; endsAt: number }

export type World = {
  people: Map<string, Person>
  organizations: Map<string, Organization>
  quotas: Map<string, Quota>
  /** Whom an operator has invited without raising a version, as organization and address. */
  unfenced: Set<string>
}

export function emptyWorld(): World {
  return { people: new Map(), organizations: new Map(), quotas: new Map(), unfenced: new Set() }
}
