import type { Decision } from '../change.ts'
import { allow, refuse, type Decided } from '../refusal.ts'
import type { MemberView } from '../views.ts'
import type { MemberSnapshot } from './change-role.ts'
import { refuseRenaming } from './permissions.ts'
import { presentMember } from './present.ts'

/** R36: the name shown in this organization; the account keeps its own. */
export function decideRename(
  { actor, member, owners }: MemberSnapshot,
  { name }: { name: string },
): Decided<Decision<MemberView>> {
  if (!member) return refuse('not_found')
  const refused = refuseRenaming(actor)
  if (refused) return refused
  return allow({
    changes: [{ kind: 'membership.setName', userId: member.id, name }],
    events: [{ verb: 'member.rename', subjectId: member.id, details: {} }],
    concerns: [{ topic: 'members' }],
    answer: presentMember({ ...member, name }, actor, owners),
  })
}
