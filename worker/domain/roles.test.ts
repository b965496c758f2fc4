import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { can, isWithinCeiling, organizationRoles, type Capability } from './roles.ts'

const everyCapability = [
  'invitation.create',
  'invitation.seeAll',
  'invitation.cancel',
  'invitation.changeGrants',
  'member.changeRole',
  'member.changeGrants',
  'member.rename',
  'member.remove',
  'workspace.administer',
  'workspace.reachAll',
] as const satisfies readonly Capability[]

const byWeight = ['member', 'admin', 'owner'] as const

describe('what a role may', () => {
  test.each(everyCapability)(
    '%s is for Owners and Admins, and not for members (R1, R32, R36, R37)',
    (capability) => {
      expect(organizationRoles.map((role) => [role, can(role, capability)])).toEqual([
        ['owner', true],
        ['admin', true],
        ['member', false],
      ])
    },
  )

  test('rises with the role: what a lower one may, a higher one may', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...everyCapability),
        fc.constantFrom(0, 1),
        fc.constantFrom(...organizationRoles),
        (capability, lower, other) => {
          const low = byWeight[lower] ?? 'member'
          const high = byWeight[lower + 1] ?? 'owner'
          if (can(low, capability)) expect(can(high, capability)).toBe(true)
          if (isWithinCeiling(low, other)) expect(isWithinCeiling(high, other)).toBe(true)
        },
      ),
    )
  })
})

describe('how high a role reaches (R2, R18)', () => {
  test.each([
    ['owner', 'owner', true],
    ['owner', 'admin', true],
    ['owner', 'member', true],
    ['admin', 'owner', false],
    ['admin', 'admin', true],
    ['admin', 'member', true],
    ['member', 'owner', false],
    ['member', 'admin', false],
    ['member', 'member', false],
  ] as const)('%s reaches %s: %s', (role, other, reaches) => {
    expect(isWithinCeiling(role, other)).toBe(reaches)
  })
})
