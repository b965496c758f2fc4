/** What an operator does by plain SQL, beside the object: rows of memberships, with the version raised. */
import { isOpen } from './rules.ts'
import type { Organization, World } from './world.ts'

export const operatorVerbs = ['operator.lower', 'operator.remove', 'operator.add'] as const
export type OperatorVerb = (typeof operatorVerbs)[number]

export function operate(
  world: World,
  of: Organization,
  verb: OperatorVerb,
  userId: string,
  now: number,
): void {
  const member = of.members.get(userId)
  of.version += 1
  switch (verb) {
    case 'operator.lower':
      if (member?.role === 'admin') member.role = 'member'
      return
    case 'operator.remove':
      if (member && member.role !== 'owner') of.members.delete(userId)
      return
    case 'operator.add':
      if (!member) join(world, of, userId, now)
  }
}

/** R31. */
function join(world: World, of: Organization, userId: string, now: number): void {
  const joined = { role: 'member' as const, shownName: null, joinedAt: now, lastActiveAt: 0 }
  of.members.set(userId, { ...joined, grants: new Map() })
  const email = world.people.get(userId)?.email
  const open = [...of.invitations.values()].filter(
    (invitation) => isOpen(invitation) && invitation.emailKey === email,
  )
  for (const invitation of open) {
    const isPending = invitation.status === 'pending' && invitation.expiresAt > now
    invitation.status = isPending ? 'accepted' : 'superseded'
    Object.assign(invitation, { acceptedBy: userId, closedAt: now })
  }
  if (open.length > 0) of.version += 1
}
