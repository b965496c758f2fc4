import type { Change } from './change.ts'

/**
 * Whose memberships a change touches; besides, it touches only the addresses that its command is about. `null`: it
 * touches what anything may be decided on.
 */
export function membersTouchedBy(change: Change): string[] | null {
  switch (change.kind) {
    case 'invitations.insert':
    case 'invitations.close':
    case 'invitations.expire':
    case 'invitation.resend':
    case 'invitation.setSponsor':
    case 'invitationGrants.set':
    case 'mails.queue':
    // What quotas come to is known before it is written (`counted`).
    case 'quotas.count':
      return []
    case 'membership.insert':
      return [change.userId]
    case 'membership.setRole':
    case 'membership.setName':
    case 'membership.delete':
    case 'membershipGrants.set':
    case 'membershipGrants.clear':
    case 'workspace.insert':
    case 'workspace.set':
    case 'workspace.delete':
    case 'promises.touch':
    case 'invitations.touch':
    case 'organization.insert':
    case 'organization.setName':
    case 'organization.delete':
      return null
  }
}
