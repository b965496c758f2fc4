/** What an operator does by plain SQL, beside the object. */
import { join } from './joining.ts'
import { lifetimeMs } from './rules.ts'
import type { Organization, World } from './world.ts'

export const operatorVerbs = [
  'operator.lower',
  'operator.remove',
  'operator.add',
  'operator.invite',
] as const
export type OperatorVerb = (typeof operatorVerbs)[number]

/** To whom, or to which invitation; `email` is the address of an invitation. */
type Done = { verb: OperatorVerb; subjectId: string; actorId: string; email: string; now: number }

/** Memberships with the version raised; an invitation without, so that only the schema guards it. Answers what must not be. */
export function operate(world: World, of: Organization, done: Done): string | null {
  const { verb, subjectId, now } = done
  if (verb === 'operator.invite') return insert(of, done)
  const member = of.members.get(subjectId)
  of.version += 1
  if (verb === 'operator.lower' && member?.role === 'admin') member.role = 'member'
  if (verb === 'operator.remove' && member && member.role !== 'owner') of.members.delete(subjectId)
  const person = world.people.get(subjectId)
  if (verb === 'operator.add' && !member && person) {
    const joined = { role: 'member' as const, shownName: null, joinedAt: now, lastActiveAt: 0 }
    join(of, person, { ...joined, grants: new Map() }, now)
  }
  return null
}

/** R5. */
function insert(of: Organization, { subjectId: id, actorId, email, now }: Done): string | null {
  const all = [...of.invitations.values()]
  if (all.some(({ status, emailKey }) => status === 'pending' && emailKey === email)) {
    return 'a second pending invitation of one address'
  }
  of.invitations.set(id, {
    id,
    email,
    emailKey: email,
    role: 'member',
    status: 'pending',
    generation: 1,
    contentVersion: 1,
    createdBy: actorId,
    sponsor: actorId,
    createdAt: now,
    sentAt: now,
    expiresAt: now + lifetimeMs,
    closedAt: null,
    acceptedBy: null,
    grants: new Map(),
  })
  return null
}
