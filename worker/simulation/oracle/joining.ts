import { isOpen } from './rules.ts'
import type { Member, Organization, Person } from './world.ts'

/** R31: whoever becomes a member closes what else is open of their address, and with that the version is another one. */
export function join(of: Organization, { id, email }: Person, member: Member, now: number): void {
  of.members.set(id, member)
  const open = [...of.invitations.values()].filter(
    (invitation) => isOpen(invitation) && invitation.emailKey === email,
  )
  for (const invitation of open) {
    const isPending = invitation.status === 'pending' && invitation.expiresAt > now
    invitation.status = isPending ? 'accepted' : 'superseded'
    Object.assign(invitation, { acceptedBy: id, closedAt: now })
  }
  if (open.length > 0) of.version += 1
}
