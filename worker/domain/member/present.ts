import { iso, isoOrNull } from '../instant.ts'
import type { MemberRecord, Viewer } from '../records.ts'
import { ability } from '../refusal.ts'
import type { OrganizationRole } from '../roles.ts'
import type { MemberView } from '../views.ts'
import {
  refuseChangingMemberGrants,
  refuseChangingRole,
  refuseLeaving,
  refuseRemoving,
  refuseRenaming,
} from './permissions.ts'

/** A member as one viewer may see them (R20); `owners` is how many there are, or 2 for more than one. */
export function presentMember(member: MemberRecord, viewer: Viewer, owners: number): MemberView {
  const changeRole = (role: OrganizationRole) => ability(refuseChangingRole(viewer, member, role))
  return {
    userId: member.id,
    name: member.name,
    email: member.email,
    role: member.role,
    grants: member.grants,
    joinedAt: iso(member.joinedAt),
    lastActiveAt: isoOrNull(member.lastActiveAt),
    abilities: {
      changeRole: {
        owner: changeRole('owner'),
        admin: changeRole('admin'),
        member: changeRole('member'),
      },
      changeGrants: ability(refuseChangingMemberGrants(viewer, member)),
      rename: ability(refuseRenaming(viewer)),
      remove: ability(refuseRemoving(viewer, member)),
      leave: ability(refuseLeaving(viewer, member, owners)),
    },
  }
}
