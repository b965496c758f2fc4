import { describe, expect, test } from 'vitest'
import { managerOf, noon, pendingInvitation, reasonOf, viewer } from '../../testing/builders.ts'
import type { InvitationRecord, Viewer } from '../records.ts'
import {
  mayChangeGrantIn,
  maySee,
  refuseCanceling,
  refuseChangingGrants,
  refuseInvitingAs,
  refuseResending,
} from './permissions.ts'
import { presentInvitation } from './present.ts'

const owner = viewer('owner')
const admin = viewer('admin')
const plain = viewer('member', { id: 'plain' })
const creator = viewer('member', { id: 'creator' })
const webManager = managerOf('web')
const bothManager = managerOf('web', 'api')

const by = (id: string) => ({ createdBy: { id, name: id, email: `${id}@acme.test` } })
const ownerInvitation = pendingInvitation({ role: 'owner' })
const adminInvitation = pendingInvitation({ role: 'admin' })
const memberInvitation = pendingInvitation({
  grants: [
    { workspaceId: 'web', role: 'member' },
    { workspaceId: 'api', role: 'manager' },
  ],
})
const webInvitation = pendingInvitation({ grants: [{ workspaceId: 'web', role: 'member' }] })
const bareInvitation = pendingInvitation()
const createdByMember = pendingInvitation({ ...by('creator'), role: 'admin' })

type Case = readonly [string, Viewer, string, InvitationRecord, string]

describe('inviting', () => {
  test.each([
    ['an Owner', owner, 'owner', 'allowed'],
    ['an Owner', owner, 'admin', 'allowed'],
    ['an Owner', owner, 'member', 'allowed'],
    ['an Admin', admin, 'owner', 'role_above_ceiling'],
    ['an Admin', admin, 'admin', 'allowed'],
    ['an Admin', admin, 'member', 'allowed'],
    ['a member', plain, 'member', 'not_permitted'],
    ['a Workspace manager', bothManager, 'member', 'not_permitted'],
  ] as const)('by %s as %s%s: %s (R1, R2)', (_, who, role, answer) => {
    expect(reasonOf(refuseInvitingAs(who, role))).toBe(answer)
  })
})

describe('seeing (R12)', () => {
  test.each([
    ['an Owner', owner, 'any', ownerInvitation, true],
    ['an Admin', admin, 'that of an Owner', ownerInvitation, true],
    ['a member', plain, "somebody else's", memberInvitation, false],
    ['its creator, lowered to member since,', creator, 'theirs', createdByMember, true],
    ['the manager of a granted workspace', webManager, 'it', memberInvitation, true],
    ['a manager of another workspace', managerOf('mobile'), 'it', memberInvitation, false],
    ['a manager', webManager, 'one without grants', bareInvitation, false],
  ] as const)('%s sees %s: %s', (_, who, _which, invitation, sees) => {
    expect(maySee(who, invitation)).toBe(sees)
  })

  test('a manager sees only the grants of what they manage, and that there are others (R13)', () => {
    const seen = presentInvitation(memberInvitation, webManager, noon)
    expect(seen.grants).toEqual([{ workspaceId: 'web', role: 'member' }])
    expect(seen.hiddenGrants).toBe(1)
    const asCreator = presentInvitation({ ...memberInvitation, ...by('manager') }, webManager, noon)
    expect(asCreator.grants).toHaveLength(2)
    expect(asCreator.hiddenGrants).toBe(0)
  })
})

describe('resending (R14, R18)', () => {
  const cases: Case[] = [
    ['an Owner', owner, 'an owner invitation', ownerInvitation, 'allowed'],
    ['an Admin', admin, 'an owner invitation', ownerInvitation, 'role_above_ceiling'],
    ['an Admin', admin, 'an admin invitation', adminInvitation, 'allowed'],
    ['an Admin', admin, 'a member invitation', memberInvitation, 'allowed'],
    ['its creator, a member by now,', creator, 'theirs', createdByMember, 'not_permitted'],
    ['a manager of all its workspaces', bothManager, 'it', memberInvitation, 'not_permitted'],
    ['an Owner', owner, 'an expired one', pendingInvitation({ status: 'expired' }), 'allowed'],
    ['an Owner', owner, 'one past its time', pendingInvitation({ expiresAt: noon - 1 }), 'allowed'],
    [
      'an Owner',
      owner,
      'an accepted one',
      pendingInvitation({ status: 'accepted' }),
      'invitation_not_pending',
    ],
    [
      'an Owner',
      owner,
      'a canceled one',
      pendingInvitation({ status: 'canceled' }),
      'invitation_not_pending',
    ],
  ]
  test.each(cases)('%s resends %s%s: %s', (_, who, _which, invitation, answer) => {
    expect(reasonOf(refuseResending(who, invitation, noon))).toBe(answer)
  })

  test('again within 60 seconds is refused, with the seconds to wait (R14)', () => {
    const resent = pendingInvitation({ generation: 2, sentAt: noon - 20_500 })
    expect(refuseResending(owner, resent, noon)?.refusal).toEqual({
      reason: 'resend_too_soon',
      retryAfter: 40,
    })
    expect(refuseResending(owner, resent, noon + 39_500)).toBeUndefined()
    const neverResent = pendingInvitation({ sentAt: noon })
    expect(refuseResending(owner, neverResent, noon)).toBeUndefined()
  })
})

describe('canceling (R15)', () => {
  const cases: Case[] = [
    ['an Owner', owner, 'an owner invitation', ownerInvitation, 'allowed'],
    ['an Admin', admin, 'an owner invitation', ownerInvitation, 'role_above_ceiling'],
    ['an Admin', admin, 'an admin invitation', adminInvitation, 'allowed'],
    ['its creator, a member by now,', creator, 'theirs', createdByMember, 'allowed'],
    ['a member', plain, "somebody else's", memberInvitation, 'not_permitted'],
    ['a manager of one of its workspaces', webManager, 'it', memberInvitation, 'not_permitted'],
    ['a manager of all its workspaces', bothManager, 'it', memberInvitation, 'allowed'],
    ['a manager', webManager, 'one without grants', bareInvitation, 'not_permitted'],
    ['an Admin', admin, 'an expired one', pendingInvitation({ status: 'expired' }), 'allowed'],
    [
      'an Owner',
      owner,
      'an accepted one',
      pendingInvitation({ status: 'accepted' }),
      'invitation_not_pending',
    ],
  ]
  test.each(cases)('%s cancels %s%s: %s', (_, who, _which, invitation, answer) => {
    expect(reasonOf(refuseCanceling(who, invitation))).toBe(answer)
  })
})

describe('changing grants (R16, R18)', () => {
  const cases: Case[] = [
    ['an Owner', owner, 'a member invitation', memberInvitation, 'allowed'],
    ['an Admin', admin, 'a member invitation', memberInvitation, 'allowed'],
    ['an Admin', admin, 'an admin invitation', adminInvitation, 'grants_need_member_role'],
    ['an Admin', admin, 'an owner invitation', ownerInvitation, 'role_above_ceiling'],
    ['a manager of one of its workspaces', webManager, 'it', memberInvitation, 'allowed'],
    [
      'a manager of none of its workspaces',
      managerOf('mobile'),
      'it',
      memberInvitation,
      'not_permitted',
    ],
    ['a member', plain, "somebody else's", memberInvitation, 'not_permitted'],
    [
      'its creator, who manages nothing,',
      creator,
      'theirs',
      { ...webInvitation, ...by('creator') },
      'not_permitted',
    ],
    ['an Admin', admin, 'an expired one', pendingInvitation({ status: 'expired' }), 'allowed'],
    [
      'an Admin',
      admin,
      'an accepted one',
      pendingInvitation({ status: 'accepted' }),
      'invitation_not_pending',
    ],
  ]
  test.each(cases)('%s changes %s%s: %s', (_, who, _which, invitation, answer) => {
    expect(reasonOf(refuseChangingGrants(who, invitation))).toBe(answer)
  })

  test('a manager only in workspaces that they manage', () => {
    expect(mayChangeGrantIn(webManager, 'web')).toBe(true)
    expect(mayChangeGrantIn(webManager, 'api')).toBe(false)
    expect(mayChangeGrantIn(admin, 'api')).toBe(true)
  })
})

test('a row tells what its viewer may do with it, and why not (R20)', () => {
  const { abilities } = presentInvitation(ownerInvitation, admin, noon)
  expect(abilities).toEqual({
    resend: { allowed: false, reason: 'role_above_ceiling' },
    cancel: { allowed: false, reason: 'role_above_ceiling' },
    approve: { allowed: false, reason: 'role_above_ceiling' },
    changeGrants: { allowed: false, reason: 'role_above_ceiling' },
  })
  expect(presentInvitation(webInvitation, owner, noon).abilities).toEqual({
    resend: { allowed: true },
    cancel: { allowed: true },
    approve: { allowed: true },
    changeGrants: { allowed: true },
  })
})
