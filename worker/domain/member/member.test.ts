import { describe, expect, test } from 'vitest'
import { member, noon, reasonOf, valueOf, viewer, workspace } from '../../testing/builders.ts'
import type { MemberRecord, Viewer } from '../records.ts'
import { organizationRoles } from '../roles.ts'
import { decideChangeMemberGrants } from './change-grants.ts'
import { decideChangeRole } from './change-role.ts'
import { presentMember } from './present.ts'
import { decideLeave, decideRemove } from './remove.ts'
import { decideRename } from './rename.ts'

const self = (actor: Viewer): MemberRecord => member(actor.role, { id: actor.id })

describe('changing a role (R34)', () => {
  const answers = {
    owner: {
      owner: ['allowed', 'allowed', 'allowed'],
      admin: ['allowed', 'allowed', 'allowed'],
      member: ['allowed', 'allowed', 'allowed'],
    },
    admin: {
      owner: ['role_above_ceiling', 'role_above_ceiling', 'role_above_ceiling'],
      admin: ['role_above_ceiling', 'allowed', 'allowed'],
      member: ['role_above_ceiling', 'allowed', 'allowed'],
    },
    member: {
      owner: ['not_permitted', 'not_permitted', 'not_permitted'],
      admin: ['not_permitted', 'not_permitted', 'not_permitted'],
      member: ['not_permitted', 'not_permitted', 'not_permitted'],
    },
  } as const
  const rows = organizationRoles.flatMap((actor) =>
    organizationRoles.flatMap((target) =>
      organizationRoles.map((to, at) => [actor, target, to, answers[actor][target][at]] as const),
    ),
  )
  test.each(rows)('%s changes %s to %s: %s', (actor, target, to, answer) => {
    const snapshot = { actor: viewer(actor), member: member(target), owners: 2 }
    expect(reasonOf(decideChangeRole(snapshot, { role: to }))).toBe(answer)
  })

  test.each(['owner', 'admin'] as const)('%s can not change their own', (role) => {
    const actor = viewer(role)
    const decided = decideChangeRole({ actor, member: self(actor), owners: 2 }, { role: 'member' })
    expect(reasonOf(decided)).toBe('own_role')
  })

  test('raising drops the grants, which the role covers; lowering grants nothing', () => {
    const raised = decideChangeRole(
      {
        actor: viewer('owner'),
        member: member('member', { grants: [{ workspaceId: 'web', role: 'manager' }] }),
        owners: 1,
      },
      { role: 'admin' },
    )
    expect(valueOf(raised).changes.map(({ kind }) => kind)).toEqual([
      'membership.setRole',
      'membershipGrants.clear',
    ])
    expect(valueOf(raised).answer.grants).toEqual([])
    const lowered = decideChangeRole(
      { actor: viewer('owner'), member: member('admin'), owners: 1 },
      { role: 'member' },
    )
    expect(valueOf(lowered).changes).toEqual([
      { kind: 'membership.setRole', userId: 'admin-member', role: 'member' },
    ])
    expect(valueOf(lowered).answer.grants).toEqual([])
  })
})

describe('removing and leaving (R35)', () => {
  test.each([
    ['owner', 'owner', 'allowed'],
    ['owner', 'admin', 'allowed'],
    ['owner', 'member', 'allowed'],
    ['admin', 'owner', 'role_above_ceiling'],
    ['admin', 'admin', 'allowed'],
    ['admin', 'member', 'allowed'],
    ['member', 'member', 'not_permitted'],
  ] as const)('%s removes %s: %s', (actor, target, answer) => {
    expect(reasonOf(decideRemove({ actor: viewer(actor), member: member(target) }))).toBe(answer)
  })

  test('nobody removes themselves: they leave', () => {
    const actor = viewer('owner')
    expect(reasonOf(decideRemove({ actor, member: self(actor) }))).toBe('not_permitted')
  })

  test('the last Owner stays', () => {
    expect(reasonOf(decideLeave({ actor: viewer('owner'), owners: 1 }))).toBe('last_owner')
    expect(reasonOf(decideLeave({ actor: viewer('owner'), owners: 2 }))).toBe('allowed')
    expect(reasonOf(decideLeave({ actor: viewer('member'), owners: 1 }))).toBe('allowed')
  })
})

describe('workspace access and name of a member (R36)', () => {
  const grants = [{ workspaceId: 'web', role: 'manager' as const }]
  const workspaces = [workspace('web')]

  test.each([
    ['owner', 'member', 'allowed'],
    ['admin', 'member', 'allowed'],
    ['member', 'member', 'not_permitted'],
    ['owner', 'admin', 'grants_need_member_role'],
  ] as const)('%s changes the access of %s: %s', (actor, target, answer) => {
    const snapshot = { actor: viewer(actor), member: member(target), owners: 1, workspaces }
    expect(reasonOf(decideChangeMemberGrants(snapshot, { grants }))).toBe(answer)
  })

  test('a workspace of elsewhere is not found, an archived one unavailable (R19)', () => {
    const snapshot = { actor: viewer('admin'), member: member('member'), owners: 1 }
    expect(reasonOf(decideChangeMemberGrants({ ...snapshot, workspaces: [] }, { grants }))).toBe(
      'not_found',
    )
    const archived = [workspace('web', { archivedAt: noon })]
    expect(
      reasonOf(decideChangeMemberGrants({ ...snapshot, workspaces: archived }, { grants })),
    ).toBe('workspace_unavailable')
  })

  test.each([
    ['owner', 'allowed'],
    ['admin', 'allowed'],
    ['member', 'not_permitted'],
  ] as const)('%s edits a shown name: %s', (actor, answer) => {
    const snapshot = { actor: viewer(actor), member: member('member'), owners: 1 }
    expect(reasonOf(decideRename(snapshot, { name: 'Nadia Noor' }))).toBe(answer)
  })
})

test('a row tells what its viewer may do with the member, and why not (R20, R32)', () => {
  const refused = (reason: string) => ({ allowed: false, reason })
  expect(presentMember(member('owner'), viewer('admin'), 2).abilities).toEqual({
    changeRole: {
      owner: refused('role_above_ceiling'),
      admin: refused('role_above_ceiling'),
      member: refused('role_above_ceiling'),
    },
    changeGrants: refused('grants_need_member_role'),
    rename: { allowed: true },
    remove: refused('role_above_ceiling'),
    leave: refused('not_permitted'),
  })
  const plain = viewer('member')
  const { abilities } = presentMember(self(plain), plain, 1)
  expect(abilities.leave).toEqual({ allowed: true })
  expect(abilities.remove).toEqual(refused('not_permitted'))
})
