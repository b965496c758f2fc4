import type { Concern } from './concern.ts'
import type { StoredStatus } from './invitation/status.ts'
import type { MailPayload } from './mail.ts'
import type { Grant, GrantChange, OrganizationRole } from './roles.ts'

/** One thing that a decision changes, as plain data; `worker/organization/apply.ts` turns each into SQL. */
export type Change =
  | { kind: 'organization.insert'; name: string; createdAt: number }
  | { kind: 'organization.setName'; name: string }
  /** Takes away all that it holds; its nameless row and the ids of its audit log stay. */
  | { kind: 'organization.delete'; deletedAt: number }
  | {
      kind: 'membership.insert'
      userId: string
      role: OrganizationRole
      joinedAt: number
      grants: Grant[]
    }
  | { kind: 'membership.setRole'; userId: string; role: OrganizationRole }
  | { kind: 'membership.setName'; userId: string; name: string }
  | { kind: 'membership.delete'; userId: string }
  | { kind: 'membershipGrants.set'; userId: string; grants: GrantChange[] }
  | { kind: 'membershipGrants.clear'; userId: string }
  | {
      kind: 'workspace.insert'
      workspaceId: string
      name: string
      description: string
      createdAt: number
    }
  | {
      kind: 'workspace.set'
      workspaceId: string
      name: string
      description: string
      archivedAt: number | null
    }
  | { kind: 'workspace.delete'; workspaceId: string }
  /** What pending invitations offer in this workspace has changed: their content is another one (R27). */
  | { kind: 'promises.touch'; workspaceId: string }
  | { kind: 'invitations.insert'; invitations: NewInvitation[] }
  | {
      kind: 'invitations.close'
      invitationIds: string[]
      status: Exclude<StoredStatus, 'pending'>
      closedAt: number
      acceptedBy: string | null
    }
  | {
      kind: 'invitation.resend'
      invitationId: string
      generation: number
      sponsorId: string
      sentAt: number
      expiresAt: number
    }
  /** Its link, mail and expiry stay as they are (R26). */
  | { kind: 'invitation.setSponsor'; invitationId: string; sponsorId: string }
  | { kind: 'invitationGrants.set'; invitationId: string; grants: GrantChange[] }
  | { kind: 'invitations.expire'; invitationIds: string[] }
  /** What all open invitations of the organization say has changed: their content is another one (R27). */
  | { kind: 'invitations.touch' }
  | { kind: 'mails.queue'; mails: NewMail[] }
  /** Counts each key as often as it stands here, or fails the whole commit where `limit` is reached in the meantime. */
  | { kind: 'quotas.count'; keys: string[]; limit: number; now: number; windowEndsAt: number }

export type NewInvitation = {
  id: string
  email: string
  emailKey: string
  role: OrganizationRole
  createdBy: string
  sentAt: number
  expiresAt: number
  grants: Grant[]
}

type NewMail = {
  invitationId: string
  generation: number
  recipient: string
  payload: MailPayload
  now: number
}

/** A line of the audit log. */
export type AuditEntry = { verb: string; subjectId: string; details: Record<string, unknown> }

/** What a command comes to: nothing to change is fine, and commits nothing. */
export type Decision<Answer> = {
  changes: Change[]
  events: AuditEntry[]
  /** What open pages are told of once it is done: to whom says `concern.ts`. */
  concerns: Concern[]
  answer: Answer
}

/** What a decision needs from outside: the instant, and ids. */
export type Moment = { now: number; newId: () => string }
