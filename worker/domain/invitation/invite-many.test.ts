import fc from 'fast-check'
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
import type { Change } from '../change.ts'
import type { Refusal } from '../refusal.ts'
import { decideInviteMany } from './invite-many.ts'
import { decideInvite, type Asked, type InviteSnapshot, type OpenInvitation } from './invite.ts'

const snapshot: InviteSnapshot & { organizationId: string } = {
  organizationId: 'acme',
  organizationName: 'Acme',
  actor: viewer('owner'),
  open: [],
  members: [],
  workspaces: [workspace('web'), workspace('api'), workspace('old', { archivedAt: noon - 1 })],
  limitsOf: () => [],
  counted: [],
}

const ask = (email: string, rest: Partial<Asked> = {}): Asked => ({
  email,
  role: 'member',
  grants: [],
  ...rest,
})

const decide = (
  invitations: Asked[],
  change: Partial<InviteSnapshot> = {},
  { dryRun = false, now = noon } = {},
) =>
  decideInviteMany({ ...snapshot, ...change }, { invitations, locale: 'en', dryRun }, moment(now))

/** What became of each, in a word. */
const told = (...asked: Parameters<typeof decide>) =>
  valueOf(decide(...asked)).answer.items.map((item) =>
    item.outcome === 'invited' ? 'invited' : item.reason,
  )

const open = (emailKey: string, change: Partial<OpenInvitation> = {}): OpenInvitation => ({
  id: `of-${emailKey}`,
  emailKey,
  status: 'pending',
  expiresAt: noon + 1,
  role: 'member',
  sponsor: null,
  ...change,
})

describe('inviting many', () => {
  test('invites what can be invited and tells why not of the rest, in the order of the list', () => {
    const answer = valueOf(
      decide(
        [
          ask('Nadia@northwind.test'),
          ask('no address'),
          ask('mika@acme.test'),
          ask('ravi@northwind.test'),
          ask('tom@northwind.test', { role: 'admin' }),
        ],
        { members: ['mika@acme.test'], open: [open('ravi@northwind.test')] },
      ),
    ).answer
    expect(answer).toEqual({
      items: [
        { email: 'Nadia@northwind.test', outcome: 'invited', invitationId: 'id-1' },
        { email: 'no address', outcome: 'refused', reason: 'invalid_email' },
        { email: 'mika@acme.test', outcome: 'refused', reason: 'already_member' },
        {
          email: 'ravi@northwind.test',
          outcome: 'refused',
          reason: 'already_invited',
          invitationId: 'of-ravi@northwind.test',
        },
        { email: 'tom@northwind.test', outcome: 'invited', invitationId: 'id-2' },
      ],
      invited: 2,
      refused: 3,
    })
  })

  test.each([
    ['a line break (R6)', ask('nadia@north\nwind.test'), 'invalid_email'],
    ['a member (R4)', ask('MIKA@acme.test'), 'already_member'],
    ['a pending address (R5)', ask('ravi@northwind.test'), 'already_invited'],
    ['an address on hold (R5, R26)', ask('held@northwind.test'), 'already_invited'],
    ['an address whose invitation has expired (R17)', ask('late@northwind.test'), 'invited'],
    [
      'an Admin with grants (R7)',
      ask('a@northwind.test', {
        role: 'admin',
        grants: [{ workspaceId: 'web', role: 'member' }],
      }),
      'grants_need_member_role',
    ],
    [
      'an archived workspace (R7, R19)',
      ask('a@northwind.test', { grants: [{ workspaceId: 'old', role: 'member' }] }),
      'workspace_unavailable',
    ],
    [
      'a workspace of elsewhere (R7)',
      ask('a@northwind.test', { grants: [{ workspaceId: 'theirs', role: 'member' }] }),
      'not_found',
    ],
    [
      'a good workspace (R7)',
      ask('a@northwind.test', { grants: [{ workspaceId: 'web', role: 'manager' }] }),
      'invited',
    ],
    [
      '"No access" anywhere (R7)',
      ask('a@northwind.test', { grants: [{ workspaceId: 'theirs', role: null }] }),
      'invited',
    ],
  ] as const)('%s, among others, concerns that row alone', (_, asked, outcome) => {
    const change = {
      members: ['mika@acme.test'],
      open: [
        open('ravi@northwind.test'),
        open('held@northwind.test', { sponsor: { role: null } }),
        open('late@northwind.test', { expiresAt: noon }),
      ],
    }
    const list = [ask('first@northwind.test'), asked, ask('last@northwind.test')]
    expect(told(list, change)).toEqual(['invited', outcome, 'invited'])
  })

  test('each row has its own role and grants (R3, R7)', () => {
    const { changes } = valueOf(
      decide([
        ask('a@northwind.test', { grants: [{ workspaceId: 'web', role: 'manager' }] }),
        ask('b@northwind.test', { role: 'owner' }),
        ask('c@northwind.test', {
          grants: [
            { workspaceId: 'api', role: 'member' },
            { workspaceId: 'web', role: null },
          ],
        }),
      ]),
    )
    expect(changes[0]).toMatchObject({
      kind: 'invitations.insert',
      invitations: [
        { role: 'member', grants: [{ workspaceId: 'web', role: 'manager' }] },
        { role: 'owner', grants: [] },
        { role: 'member', grants: [{ workspaceId: 'api', role: 'member' }] },
      ],
    })
    expect(changes[1]).toMatchObject({
      kind: 'mails.queue',
      mails: [
        { payload: { role: 'member', workspaces: [{ name: 'Workspace web', role: 'manager' }] } },
        { payload: { role: 'owner', workspaces: [] } },
        { payload: { role: 'member', workspaces: [{ name: 'Workspace api', role: 'member' }] } },
      ],
    })
  })

  test('an Owner among others is above an Admin’s ceiling, the others are not (R2)', () => {
    const list = [
      ask('a@northwind.test'),
      ask('b@northwind.test', { role: 'owner' }),
      ask('c@northwind.test', { role: 'admin' }),
    ]
    expect(told(list, { actor: viewer('admin') })).toEqual([
      'invited',
      'role_above_ceiling',
      'invited',
    ])
  })

  test.each([
    ['a member', viewer('member')],
    ['a Workspace manager', managerOf('web')],
  ])('%s may not at all, whatever the list says (R1)', (_, actor) => {
    for (const dryRun of [false, true]) {
      expect(reasonOf(decide([ask('a@northwind.test')], { actor }, { dryRun }))).toBe(
        'not_permitted',
      )
    }
  })

  test('an address twice in the list, in whatever spelling, is told where it stands first (R5, R6)', () => {
    const { items } = valueOf(
      decide(
        [
          ask('ravi@northwind.test'),
          ask('nadia@northwind.test'),
          ask(' NADIA@Northwind.test'),
          ask('ｎａｄｉａ@northwind.test'),
          ask('Ravi@northwind.test'),
          ask('nadia+x@northwind.test'),
        ],
        { open: [open('ravi@northwind.test')] },
      ),
    ).answer
    const again = { outcome: 'refused', reason: 'already_invited' }
    const ravis = { ...again, invitationId: 'of-ravi@northwind.test' }
    expect(items).toEqual([
      { email: 'ravi@northwind.test', ...ravis },
      { email: 'nadia@northwind.test', outcome: 'invited', invitationId: 'id-1' },
      { email: ' NADIA@Northwind.test', ...again, duplicateOf: 1 },
      { email: 'ｎａｄｉａ@northwind.test', ...again, duplicateOf: 1 },
      { email: 'Ravi@northwind.test', ...ravis, duplicateOf: 0 },
      { email: 'nadia+x@northwind.test', outcome: 'invited', invitationId: 'id-2' },
    ])
  })

  test('an address that was refused does not stand in the way of itself', () => {
    const list = [
      ask('a@northwind.test', { grants: [{ workspaceId: 'old', role: 'member' }] }),
      ask('a@northwind.test'),
      ask('a@northwind.test'),
    ]
    const { items } = valueOf(decide(list)).answer
    expect(items).toMatchObject([
      { reason: 'workspace_unavailable' },
      { outcome: 'invited' },
      { reason: 'already_invited', duplicateOf: 1 },
    ])
  })

  test('a limit that is reached in mid-list lets the rest wait; what is wrong otherwise is still told (R42)', () => {
    const limitsOf = (emailKey: string) => [
      { key: 'organization', limit: 5 },
      { key: `address:${emailKey}`, limit: 2 },
    ]
    const change = {
      limitsOf,
      members: ['mika@acme.test'],
      counted: [
        { key: 'organization', count: 3, windowEndsAt: noon + 60_000 },
        { key: 'address:full@northwind.test', count: 2, windowEndsAt: noon + 30_000 },
      ],
    }
    const list = [
      'full@northwind.test',
      'a@northwind.test',
      'mika@acme.test',
      'b@northwind.test',
      'c@northwind.test',
      'mika@acme.test',
      'd@northwind.test',
    ].map((email) => ask(email))
    const { changes, answer } = valueOf(decide(list, change))
    expect(answer.items).toEqual([
      { email: 'full@northwind.test', outcome: 'refused', reason: 'rate_limited', retryAfter: 30 },
      { email: 'a@northwind.test', outcome: 'invited', invitationId: 'id-1' },
      { email: 'mika@acme.test', outcome: 'refused', reason: 'already_member' },
      { email: 'b@northwind.test', outcome: 'invited', invitationId: 'id-2' },
      { email: 'c@northwind.test', outcome: 'refused', reason: 'rate_limited', retryAfter: 60 },
      { email: 'mika@acme.test', outcome: 'refused', reason: 'already_member' },
      { email: 'd@northwind.test', outcome: 'refused', reason: 'rate_limited', retryAfter: 60 },
    ])
    expect(changes.filter(({ kind }) => kind === 'quotas.count')).toMatchObject([
      { limit: 5, keys: ['organization', 'organization'] },
      { limit: 2, keys: ['address:a@northwind.test', 'address:b@northwind.test'] },
    ])
  })

  test('expired invitations of several addresses are superseded together (R17)', () => {
    const list = [ask('a@northwind.test'), ask('b@northwind.test'), ask('c@northwind.test')]
    const { changes, events } = valueOf(
      decide(list, {
        open: [
          open('a@northwind.test', { expiresAt: noon }),
          open('c@northwind.test', { status: 'expired', expiresAt: noon - 1 }),
        ],
      }),
    )
    expect(changes[0]).toMatchObject({
      kind: 'invitations.close',
      invitationIds: ['of-a@northwind.test', 'of-c@northwind.test'],
      status: 'superseded',
    })
    expect(events.map(({ verb }) => verb)).toEqual([
      'invitation.createMany',
      'invitation.create',
      'invitation.create',
      'invitation.create',
      'invitation.supersede',
      'invitation.supersede',
    ])
  })

  test('a list of which nobody can be invited changes nothing', () => {
    const { changes, events, answer } = valueOf(decide([ask('no address')]))
    expect([changes, events]).toEqual([[], []])
    expect(answer).toMatchObject({ invited: 0, refused: 1 })
  })

  test('a dry run changes nothing and tells what the real run then tells', () => {
    const list = [
      ask('a@northwind.test'),
      ask('A@northwind.test'),
      ask('x'),
      ask('mika@acme.test'),
      ask('b@northwind.test'),
      ask('c@northwind.test'),
    ]
    const change = {
      members: ['mika@acme.test'],
      limitsOf: () => [{ key: 'organization', limit: 2 }],
    }
    const dry = valueOf(decide(list, change, { dryRun: true }))
    expect([dry.changes, dry.events]).toEqual([[], []])
    const real = valueOf(decide(list, change)).answer
    const withoutIds = real.items.map((item) =>
      item.outcome === 'invited' ? { ...item, invitationId: null } : item,
    )
    expect(dry.answer).toEqual({ ...real, items: withoutIds })
  })
})

describe('of any list', () => {
  const address = fc.constantFrom(
    'a@x.test',
    'A@x.test',
    ' a@x.test ',
    'ａ@x.test',
    'b@x.test',
    'B@X.test',
    'c@x.test',
    'd@x.test',
    'member@x.test',
    'pending@x.test',
    'held@x.test',
    'late@x.test',
    'nobody',
    '',
  )
  const grants = fc.uniqueArray(
    fc.record({
      workspaceId: fc.constantFrom('web', 'api', 'old', 'theirs'),
      role: fc.constantFrom('member' as const, 'manager' as const, null),
    }),
    { selector: ({ workspaceId }) => workspaceId, maxLength: 2 },
  )
  const asked = fc.record({
    email: address,
    role: fc.constantFrom('member' as const, 'member' as const, 'admin' as const, 'owner' as const),
    grants,
  })
  const quotaKeys = ['organization', 'address:a@x.test', 'address:b@x.test'] as const
  const start = fc.record({
    actor: fc.constantFrom(viewer('owner'), viewer('admin')),
    organizationLimit: fc.integer({ min: 1, max: 8 }),
    addressLimit: fc.integer({ min: 1, max: 3 }),
    counted: fc.uniqueArray(
      fc.record({
        key: fc.constantFrom(...quotaKeys),
        count: fc.integer({ min: 0, max: 8 }),
        windowEndsAt: fc.integer({ min: noon - 10_000, max: noon + 100_000 }),
      }),
      { selector: ({ key }) => key },
    ),
  })

  test('deciding it at once is deciding one after the other, each on what the ones before have changed', () => {
    fc.assert(
      fc.property(
        fc.array(asked, { minLength: 1, maxLength: 12 }),
        start,
        (list, { organizationLimit, addressLimit, ...rest }) => {
          const before: InviteSnapshot & { organizationId: string } = {
            ...snapshot,
            ...rest,
            members: ['member@x.test'],
            open: [
              open('pending@x.test'),
              open('held@x.test', { sponsor: { role: 'member' } }),
              open('late@x.test', { expiresAt: noon }),
            ],
            limitsOf: (emailKey) => [
              { key: 'organization', limit: organizationLimit },
              { key: `address:${emailKey}`, limit: addressLimit },
            ],
          }
          const input = { invitations: list, locale: 'en' as const, dryRun: false }
          const many = valueOf(decideInviteMany(before, input, moment()))

          const single: (Refusal | 'invited')[] = []
          const changes: Change[] = []
          let now: InviteSnapshot = before
          for (const one of list) {
            const decided = decideInvite(now, { ...one, locale: 'en' }, moment())
            single.push(decided.ok ? 'invited' : decided.refusal)
            if (!decided.ok) continue
            changes.push(...decided.value.changes)
            now = decided.value.changes.reduce(after, now)
          }

          const outcomes = many.answer.items.map((item) => {
            if (item.outcome === 'invited') return item.outcome
            const { reason, retryAfter } = item
            return retryAfter === undefined ? { reason } : { reason, retryAfter }
          })
          expect(outcomes).toEqual(single)
          expect(sum(many.changes)).toEqual(sum(changes))
        },
      ),
    )
  })

  /** What a snapshot is once a change took place. */
  function after(state: InviteSnapshot, change: Change): InviteSnapshot {
    switch (change.kind) {
      case 'invitations.close':
        return { ...state, open: state.open.filter(({ id }) => !change.invitationIds.includes(id)) }
      case 'invitations.insert': {
        const made = change.invitations.map(({ id, emailKey, role, expiresAt }) => ({
          id,
          emailKey,
          role,
          expiresAt,
          status: 'pending' as const,
          sponsor: { role: state.actor.role },
        }))
        return { ...state, open: [...state.open, ...made] }
      }
      case 'quotas.count': {
        const counted = new Map(state.counted.map((quota) => [quota.key, quota]))
        for (const key of change.keys) {
          const quota = counted.get(key)
          const isRunning = quota && quota.windowEndsAt > change.now
          counted.set(
            key,
            isRunning
              ? { ...quota, count: quota.count + 1 }
              : { key, count: 1, windowEndsAt: change.windowEndsAt },
          )
        }
        return { ...state, counted: [...counted.values()] }
      }
      default:
        return state
    }
  }

  /** What changes come to, whatever they were parted into; ids are made anew each time. */
  function sum(changes: Change[]) {
    const of = <K extends Change['kind']>(kind: K) =>
      changes.filter((change): change is Extract<Change, { kind: K }> => change.kind === kind)
    return {
      closed: of('invitations.close').flatMap(({ invitationIds }) => invitationIds),
      invited: of('invitations.insert')
        .flatMap(({ invitations }) => invitations)
        .map(({ email, emailKey, role, grants }) => ({ email, emailKey, role, grants })),
      mails: of('mails.queue')
        .flatMap(({ mails }) => mails)
        .map(({ recipient, payload }) => ({ recipient, payload })),
      counted: of('quotas.count')
        .flatMap(({ keys }) => keys)
        .toSorted(),
    }
  }
})
