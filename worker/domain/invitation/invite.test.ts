import { describe, expect, test } from 'vitest'
import {
  managerOf,
  moment,
  noon,
  reasonOf,
  valueOf,
  viewer,
  workspace,
} from '../../testing/builders.ts'
import { decideInvite, type InviteSnapshot } from './invite.ts'

const snapshot: InviteSnapshot = {
  organizationName: 'Acme',
  actor: viewer('owner'),
  open: [],
  members: [],
  workspaces: [workspace('web'), workspace('api'), workspace('old', { archivedAt: noon - 1 })],
  limitsOf: () => [],
  counted: [],
}
type InviteInput = Parameters<typeof decideInvite>[1]
const input: InviteInput = {
  email: ' Nadia@Northwind.test ',
  role: 'member',
  grants: [],
  locale: 'en',
}

const decide = (change: Partial<InviteSnapshot>, asked: Partial<InviteInput> = {}) =>
  decideInvite({ ...snapshot, ...change }, { ...input, ...asked }, moment())

const earlier = (expiresAt: number) => ({
  id: 'earlier',
  emailKey: 'nadia@northwind.test',
  status: 'pending' as const,
  expiresAt,
  role: 'member' as const,
  sponsor: null,
})

describe('inviting', () => {
  test('makes one invitation of one address and one role, whose mail is part of the deed (R3, R8)', () => {
    const { changes, answer } = valueOf(decide({}))
    expect(changes.map(({ kind }) => kind)).toEqual(['invitations.insert', 'mails.queue'])
    expect(answer).toMatchObject({
      email: 'Nadia@Northwind.test',
      role: 'member',
      status: 'pending',
      grants: [],
    })
    expect(changes[0]).toMatchObject({ invitations: [{ emailKey: 'nadia@northwind.test' }] })
    expect(changes[1]).toMatchObject({
      mails: [{ recipient: 'Nadia@northwind.test', generation: 1 }],
    })
  })

  test('expires 72 hours later (R10)', () => {
    const { answer } = valueOf(decide({}))
    expect(Date.parse(answer.expiresAt) - Date.parse(answer.sentAt)).toBe(72 * 60 * 60 * 1000)
  })

  test.each([
    [
      'an Admin inviting an Owner (R2)',
      { actor: viewer('admin') },
      { role: 'owner' },
      'role_above_ceiling',
    ],
    ['a member inviting (R1)', { actor: viewer('member') }, {}, 'not_permitted'],
    ['a Workspace manager inviting (R1)', { actor: managerOf('web') }, {}, 'not_permitted'],
    ['a member again (R4)', { members: ['nadia@northwind.test'] }, {}, 'already_member'],
    ['a pending address again (R5)', { open: [earlier(noon + 1)] }, {}, 'already_invited'],
    ['what is no address (R6)', {}, { email: 'nadia' }, 'invalid_email'],
    ['an address with a line break (R6)', {}, { email: 'nadia@north\nwind.test' }, 'invalid_email'],
    [
      'an Admin with grants (R7)',
      {},
      { role: 'admin', grants: [{ workspaceId: 'web', role: 'member' }] },
      'grants_need_member_role',
    ],
    [
      'into an archived workspace (R7, R19)',
      {},
      { grants: [{ workspaceId: 'old', role: 'member' }] },
      'workspace_unavailable',
    ],
    [
      'into a workspace of elsewhere (R7)',
      {},
      { grants: [{ workspaceId: 'theirs', role: 'member' }] },
      'not_found',
    ],
  ] as const)('%s is refused', (_, change, asked, reason) => {
    expect(reasonOf(decide(change as Partial<InviteSnapshot>, asked as Partial<InviteInput>))).toBe(
      reason,
    )
  })

  test('"No access" is no grant, and no grant at all is legal (R7)', () => {
    const { answer } = valueOf(decide({}, { grants: [{ workspaceId: 'web', role: null }] }))
    expect(answer.grants).toEqual([])
  })

  test('an address whose invitation has expired supersedes that one (R17)', () => {
    const { changes, events } = valueOf(decide({ open: [earlier(noon)] }))
    expect(changes[0]).toMatchObject({
      kind: 'invitations.close',
      invitationIds: ['earlier'],
      status: 'superseded',
    })
    expect(events.map(({ verb }) => verb)).toEqual(['invitation.create', 'invitation.supersede'])
  })

  test('over a limit is refused with the seconds to wait, and counts anew in the next window (R42)', () => {
    const limitsOf = () => [{ key: 'mail:organization:acme', limit: 3 }]
    const counted = [{ key: 'mail:organization:acme', count: 3, windowEndsAt: noon + 90_500 }]
    const refused = decide({ limitsOf, counted })
    expect(refused).toEqual({ ok: false, refusal: { reason: 'rate_limited', retryAfter: 91 } })
    const nextDay = decideInvite({ ...snapshot, limitsOf, counted }, input, moment(noon + 90_500))
    expect(reasonOf(nextDay)).toBe('allowed')
  })
})
