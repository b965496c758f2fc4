import Mail from '@lucide/svelte/icons/mail'
import User from '@lucide/svelte/icons/user'
import type { InvitationView, MemberView } from '#lib/domain.ts'
import type { Entry } from './entry.ts'
import { goTo } from './go-to.ts'

/** Members that were found; choosing one leads to their row. */
export function foundMembers(members: MemberView[], settings: string): Entry[] {
  return members.map(({ userId, name, email }) => ({
    id: `member ${userId}`,
    label: name,
    detail: email,
    icon: User,
    run: () => goTo(`${settings}/members?${new URLSearchParams({ members: email })}#members`),
  }))
}

/** Pending invites that were found. */
export function foundInvitations(invitations: InvitationView[], settings: string): Entry[] {
  return invitations.map(({ id, email }) => ({
    id: `invitation ${id}`,
    label: email,
    icon: Mail,
    run: () =>
      goTo(`${settings}/members?${new URLSearchParams({ invites: email })}#pending-invites`),
  }))
}
