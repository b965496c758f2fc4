import type { MemberRecord, Viewer } from '../records.ts'
import { refuse, type Refused } from '../refusal.ts'
import { can, isWithinCeiling, type OrganizationRole } from '../roles.ts'

type Target = Pick<MemberRecord, 'id' | 'role'>

/** R34. */
export function refuseChangingRole(
  viewer: Viewer,
  target: Target,
  role: OrganizationRole,
): Refused | undefined {
  if (!can(viewer.role, 'member.changeRole')) return refuse('not_permitted')
  if (viewer.id === target.id) return refuse('own_role')
  const reaches = isWithinCeiling(viewer.role, target.role) && isWithinCeiling(viewer.role, role)
  return reaches ? undefined : refuse('role_above_ceiling')
}

/** R36. Owners and Admins reach every workspace by role, so there is nothing to grant them. */
export function refuseChangingMemberGrants(viewer: Viewer, target: Target): Refused | undefined {
  if (!can(viewer.role, 'member.changeGrants')) return refuse('not_permitted')
  return target.role === 'member' ? undefined : refuse('grants_need_member_role')
}

/** R36. */
export function refuseRenaming(viewer: Viewer): Refused | undefined {
  return can(viewer.role, 'member.rename') ? undefined : refuse('not_permitted')
}

/** R35: anyone else; oneself leaves. */
export function refuseRemoving(viewer: Viewer, target: Target): Refused | undefined {
  if (!can(viewer.role, 'member.remove') || viewer.id === target.id) return refuse('not_permitted')
  return isWithinCeiling(viewer.role, target.role) ? undefined : refuse('role_above_ceiling')
}

/** R35: there is always at least one Owner. */
export function refuseLeaving(viewer: Viewer, target: Target, owners: number): Refused | undefined {
  if (viewer.id !== target.id) return refuse('not_permitted')
  return target.role === 'owner' && owners < 2 ? refuse('last_owner') : undefined
}
