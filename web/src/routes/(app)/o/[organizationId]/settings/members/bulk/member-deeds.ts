import { whyNot } from '#lib/abilities/why-not.ts'
import { api } from '#lib/api/client.ts'
import { organizationRoles, type MemberView, type OrganizationRole } from '#lib/domain.ts'
import { m } from '#lib/paraglide/messages.js'
import type { Deed, Naming } from './deed.ts'

export const memberNaming: Naming<MemberView> = {
  idOf: ({ userId }) => userId,
  nameOf: ({ name }) => name,
  detailOf: ({ email }) => email,
}

/** Whether there is anything that could be done to a member together with others. */
export function isMemberPickable({ role, abilities }: MemberView): boolean {
  const others = organizationRoles.filter((other) => other !== role)
  return abilities.remove.allowed || others.some((other) => abilities.changeRole[other].allowed)
}

export function removing(organization: { id: string; name: string }): Deed<MemberView> {
  return {
    text: m.bulk_remove_text({ organization: organization.name }),
    confirm: m.remove(),
    keep: m.cancel(),
    told: m.bulk_remove_told,
    look: 'danger',
    whyNot: ({ abilities }) => whyNot('remove', abilities.remove),
    carryOut: ({ userId }, operationId) =>
      api.member.remove.mutate({ organizationId: organization.id, userId, operationId }),
  }
}

/** What a role opens and takes (R34). */
const notices: Record<OrganizationRole, () => string> = {
  owner: m.bulk_to_owner,
  admin: m.bulk_to_admin,
  member: m.bulk_to_member,
}

export function changingRole(
  organization: { id: string },
  role: OrganizationRole,
): Deed<MemberView> {
  return {
    text: m.bulk_role_text(),
    notice: notices[role](),
    confirm: m.change_role(),
    keep: m.cancel(),
    told: m.bulk_role_told,
    look: 'go',
    whyNot: (member) =>
      whyNotRole(member, role) ?? (member.role === role ? m.has_role_already() : undefined),
    carryOut: ({ userId }, operationId) =>
      api.member.changeRole.mutate({
        organizationId: organization.id,
        userId,
        role,
        operationId,
      }),
  }
}

function whyNotRole({ abilities }: MemberView, role: OrganizationRole): string | undefined {
  return whyNot('changeRole', abilities.changeRole[role])
}
