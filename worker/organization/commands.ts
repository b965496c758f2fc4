import type { Locale } from '../domain/mail.ts'
import type { Decided } from '../domain/refusal.ts'
import type { GrantChange, OrganizationRole } from '../domain/roles.ts'
import type {
  InvitationView,
  InviteManyView,
  MemberView,
  OrganizationView,
  WorkspaceView,
} from '../domain/views.ts'

/**
 * Who is asking: a user, whoever holds an invitation's link, or a job of the system by name. A user's session is looked
 * at with the command, unless whoever sends it has read it just before and names none.
 */
export type Actor =
  | { kind: 'user'; userId: string; sessionId?: string | undefined }
  | { kind: 'link' }
  | { kind: 'system'; job: string }

/** As a table, so that a kind that is missing does not compile. */
export const actorKinds: Record<Actor['kind'], true> = { user: true, link: true, system: true }

/** An actor as the audit log has them. */
export function nameOf(actor: Actor): string {
  switch (actor.kind) {
    case 'user':
      return actor.userId
    case 'link':
      return 'link'
    case 'system':
      return `system:${actor.job}`
  }
}

/** Every command of an organization's object: what it takes, and what it answers. */
export type Commands = {
  'organization.create': { input: { name: string }; answer: OrganizationView }
  'organization.rename': { input: { name: string }; answer: OrganizationView }
  'organization.delete': { input: { name: string }; answer: { organizationId: string } }
  'workspace.create': { input: { name: string; description: string }; answer: WorkspaceView }
  'workspace.update': {
    input: { workspaceId: string; name?: string; description?: string }
    answer: WorkspaceView
  }
  'workspace.archive': { input: { workspaceId: string }; answer: WorkspaceView }
  'workspace.restore': { input: { workspaceId: string }; answer: WorkspaceView }
  'workspace.delete': { input: { workspaceId: string }; answer: { workspaceId: string } }
  'member.changeRole': { input: { userId: string; role: OrganizationRole }; answer: MemberView }
  'member.changeGrants': { input: { userId: string; grants: GrantChange[] }; answer: MemberView }
  'member.rename': { input: { userId: string; name: string }; answer: MemberView }
  'member.remove': { input: { userId: string }; answer: { userId: string } }
  'member.leave': { input: Record<never, never>; answer: { userId: string } }
  'invitation.create': {
    input: { email: string; role: OrganizationRole; grants: GrantChange[]; locale: Locale }
    answer: InvitationView
  }
  /** Each is invited or refused by itself; a dry run changes nothing. */
  'invitation.createMany': {
    input: {
      invitations: { email: string; role: OrganizationRole; grants: GrantChange[] }[]
      locale: Locale
      dryRun: boolean
    }
    answer: InviteManyView
  }
  'invitation.approve': { input: { invitationId: string }; answer: InvitationView }
  'invitation.resend': { input: { invitationId: string; locale: Locale }; answer: InvitationView }
  'invitation.cancel': { input: { invitationId: string }; answer: InvitationView }
  'invitation.changeGrants': {
    input: { invitationId: string; grants: GrantChange[] }
    answer: InvitationView
  }
  /** `generation` comes from a link whose secret was checked. */
  'invitation.accept': {
    input: { invitationId: string; generation: number; contentVersion: number }
    answer: { organizationId: string }
  }
  'invitation.decline': {
    input: { invitationId: string; generation: number }
    answer: { organizationId: string }
  }
  /** Records as expired what is due (R10); for the cron job. */
  'invitation.expire': { input: { limit: number }; answer: { expired: number } }
}

export type Verb = keyof Commands

/** One command as it travels to the object. It stays readable by older and newer objects: add fields, don't change them. */
export type Command<V extends Verb = Verb> = {
  verb: V
  organizationId: string
  operationId: string
  actor: Actor
  input: Commands[V]['input']
  /** Of the request that sends it, for the log. An older worker sends none. */
  requestId?: string | undefined
}

/**
 * Its bookmark is of D1 as it was decided on, or as it was committed: what is read from there on is no older. An older
 * object sends none, and one that read nothing has none.
 */
export type Answer<V extends Verb> = Decided<Commands[V]['answer']> & {
  bookmark?: string | undefined
}
