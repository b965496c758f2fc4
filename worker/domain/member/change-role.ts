import type { Change, Decision } from '../change.ts'
import { aboutMember } from '../concern.ts'
import type { MemberRecord, Viewer } from '../records.ts'
import { allow, refuse, type Decided } from '../refusal.ts'
import { can, type OrganizationRole } from '../roles.ts'
import type { MemberView } from '../views.ts'
import { refuseChangingRole } from './permissions.ts'
import { presentMember } from './present.ts'

export type MemberSnapshot = { actor: Viewer; member: MemberRecord | null; owners: number }

/** R34. Raising to a role that reaches every workspace drops the grants, which it now covers. */
export function decideChangeRole(
  { actor, member, owners }: MemberSnapshot,
  { role }: { role: OrganizationRole },
): Decided<Decision<MemberView>> {
  if (!member) return refuse('not_found')
  const refused = refuseChangingRole(actor, member, role)
  if (refused) return refused
  if (role === member.role) {
    return allow({
      changes: [],
      events: [],
      concerns: [],
      answer: presentMember(member, actor, owners),
    })
  }
  const coversAll = can(role, 'workspace.reachAll')
  const clearing: Change[] = coversAll
    ? [{ kind: 'membershipGrants.clear', userId: member.id }]
    : []
  const changed = { ...member, role, grants: coversAll ? [] : member.grants }
  return allow({
    changes: [{ kind: 'membership.setRole', userId: member.id, role }, ...clearing],
    events: [
      { verb: 'member.changeRole', subjectId: member.id, details: { from: member.role, to: role } },
    ],
    concerns: aboutMember(member.id),
    answer: presentMember(changed, actor, owners),
  })
}
