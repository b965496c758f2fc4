import type { OrganizationRole, WorkspaceRole } from './roles.ts'

export const locales = ['en', 'ja'] as const
export type Locale = (typeof locales)[number]

/**
 * `queued` will be tried (again) at `nextAttemptAt`; `failed` will not; `obsolete` was overtaken before it
 * went out: its invitation is closed, or was sent anew.
 */
export type MailStatus = 'queued' | 'sent' | 'failed' | 'obsolete'

/** Why a mail is not tried any more. */
export type MailFailure = 'address_refused' | 'message_refused' | 'gave_up'

/** All that an invitation's mail says, but the secret of its link. */
export type InvitationMail = {
  kind: 'invitation'
  locale: Locale
  organizationName: string
  /** NULL: the system invites (the first Owner of a deployment). */
  sponsor: { name: string; email: string } | null
  email: string
  role: OrganizationRole
  workspaces: { name: string; role: WorkspaceRole }[]
  /** Milliseconds since 1970. */
  expiresAt: number
}

export type ResetPasswordMail = {
  kind: 'reset_password'
  locale: Locale
  name: string
  /** The token of the link, encrypted: a leaked database resets nobody's password. */
  sealedToken: string
  expiresAt: number
}

export type MailPayload = InvitationMail | ResetPasswordMail

/** Of the mail that a sending owes. The provider knows it by this, too: it takes each once. */
export function mailIdOf(invitationId: string, generation: number): string {
  return `${invitationId}.${generation}`
}

/** What an admin is told about the mail of the last sending. */
export type Delivery = {
  state: 'queued' | 'sent' | 'not_delivered'
  reason: MailFailure | null
  /** When it was sent, or when it was queued. */
  at: string
}
