import type { Decision } from '../change.ts'
import { aboutMember } from '../concern.ts'
import { realGrantChanges, refuseGrantChanges, withGrantChanges } from '../grants.ts'
import type { WorkspaceRecord } from '../records.ts'
import { allow, refuse, type Decided } from '../refusal.ts'
import type { GrantChange } from '../roles.ts'
import type { MemberView } from '../views.ts'
import type { MemberSnapshot } from './change-role.ts'
import { refuseChangingMemberGrants } from './permissions.ts'
import { presentMember } from './present.ts'

/** R36. Rows that are not named stay as they are. */
export function decideChangeMemberGrants(
  { actor, member, owners, workspaces }: MemberSnapshot & { workspaces: WorkspaceRecord[] },
  { grants }: { grants: GrantChange[] },
): Decided<Decision<MemberView>> {
  if (!member) return refuse('not_found')
  const refused =
    refuseChangingMemberGrants(actor, member) ??
    refuseGrantChanges(grants, member.grants, workspaces)
  if (refused) return refused
  const real = realGrantChanges(grants, member.grants)
  const changed = { ...member, grants: withGrantChanges(member.grants, real) }
  return allow({
    changes:
      real.length > 0 ? [{ kind: 'membershipGrants.set', userId: member.id, grants: real }] : [],
    events:
      real.length > 0
        ? [{ verb: 'member.changeGrants', subjectId: member.id, details: { grants: real } }]
        : [],
    concerns: real.length > 0 ? aboutMember(member.id) : [],
    answer: presentMember(changed, actor, owners),
  })
}
