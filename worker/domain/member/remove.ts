import type { Decision } from '../change.ts'
import { aboutMember } from '../concern.ts'
import { allow, refuse, type Decided } from '../refusal.ts'
import type { MemberSnapshot } from './change-role.ts'
import { refuseLeaving, refuseRemoving } from './permissions.ts'

type Gone = Decided<Decision<{ userId: string }>>

/** R35. What the removed one has sponsored is on hold from now on (R26), without a write. */
export function decideRemove({ actor, member }: Pick<MemberSnapshot, 'actor' | 'member'>): Gone {
  if (!member) return refuse('not_found')
  return refuseRemoving(actor, member) ?? gone(member.id, 'member.remove')
}

/** R35: anyone but the last Owner. */
export function decideLeave({ actor, owners }: Pick<MemberSnapshot, 'actor' | 'owners'>): Gone {
  return refuseLeaving(actor, actor, owners) ?? gone(actor.id, 'member.leave')
}

function gone(userId: string, verb: string): Gone {
  return allow({
    changes: [{ kind: 'membership.delete', userId }],
    events: [{ verb, subjectId: userId, details: {} }],
    concerns: aboutMember(userId),
    answer: { userId },
  })
}
