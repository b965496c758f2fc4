import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { managerOf, pendingInvitation, viewer } from '../testing/builders.ts'
import { aboutInvitations, aboutMember, topicsFor, type KnownConcern } from './concern.ts'
import { maySee } from './invitation/permissions.ts'
import type { InvitationRecord } from './records.ts'
import { organizationRoles, workspaceRoles } from './roles.ts'

const owner = viewer('owner')
const admin = viewer('admin')
const plain = viewer('member', { id: 'plain' })
const creator = viewer('member', { id: 'creator' })
const webManager = managerOf('web')
const apiManager = managerOf('api')

const inWeb = pendingInvitation({ grants: [{ workspaceId: 'web', role: 'member' }] })
const inApi = pendingInvitation({ grants: [{ workspaceId: 'api', role: 'member' }] })
const bare = pendingInvitation()
const createdByMember = pendingInvitation({
  createdBy: { id: 'creator', name: 'Creator', email: 'creator@acme.test' },
})

const everybody = { owner, admin, creator, webManager, apiManager, plain }
const hearing = (...concerns: KnownConcern[]) =>
  Object.entries(everybody).flatMap(([name, listener]) =>
    topicsFor(listener, concerns).length > 0 ? name : [],
  )

describe('of an invitation hear (R12)', () => {
  test.each([
    ['without grants', [bare], ['owner', 'admin']],
    ['with a grant in Web', [inWeb], ['owner', 'admin', 'webManager']],
    ['moved from Web to API', [inWeb, inApi], ['owner', 'admin', 'webManager', 'apiManager']],
    ['that lost its grant in API', [inApi, bare], ['owner', 'admin', 'apiManager']],
    ['created by a member', [createdByMember], ['owner', 'admin', 'creator']],
    ['of the system', [{ ...bare, createdBy: null }], ['owner', 'admin']],
  ] as const)('%s: those who may see it before or after', (_, invitations, names) => {
    expect(hearing(aboutInvitations(...invitations))).toEqual(names)
  })

  test('exactly those who may see it before or after, whoever and whatever it is', () => {
    const ids = fc.constantFrom('a', 'b', 'c')
    const workspaceIds = fc.uniqueArray(fc.constantFrom('web', 'api', 'shop'))
    const listener = fc
      .record({ role: fc.constantFrom(...organizationRoles), id: ids, manages: workspaceIds })
      .map(({ role, id, manages }) => viewer(role, { id, manages }))
    const invitation = fc
      .record({
        createdBy: fc.option(ids),
        workspaceIds,
        role: fc.constantFrom(...workspaceRoles),
      })
      .map(({ createdBy, workspaceIds: granted, role }): InvitationRecord =>
        pendingInvitation({
          createdBy: createdBy && {
            id: createdBy,
            name: createdBy,
            email: `${createdBy}@acme.test`,
          },
          grants: granted.map((workspaceId) => ({ workspaceId, role })),
        }),
      )
    fc.assert(
      fc.property(listener, fc.array(invitation, { minLength: 1 }), (who, states) => {
        const hears = topicsFor(who, [aboutInvitations(...states)]).includes('invitations')
        expect(hears).toBe(states.some((state) => maySee(who, state)))
      }),
    )
  })
})

describe('what is told', () => {
  test.each(['members', 'workspaces', 'organization'] as const)(
    'of %s reaches every member, as every member sees it',
    (topic) => {
      expect(hearing({ topic })).toEqual(Object.keys(everybody))
    },
  )

  test('of a member is told to all, and to that one that they are somebody else now (R38)', () => {
    const concerns = aboutMember(creator.id)
    expect(topicsFor(creator, concerns)).toEqual(['members', 'viewer'])
    expect(topicsFor(owner, concerns)).toEqual(['members'])
  })

  test('names each topic once, and nothing else', () => {
    const concerns = [
      aboutInvitations(bare),
      aboutInvitations(inWeb),
      { topic: 'members' } as const,
    ]
    expect(topicsFor(owner, concerns)).toEqual(['invitations', 'members'])
    expect(topicsFor(plain, concerns)).toEqual(['members'])
    expect(topicsFor(owner, [])).toEqual([])
  })
})
