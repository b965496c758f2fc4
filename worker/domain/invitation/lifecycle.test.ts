import { describe, expect, test } from 'vitest'
import {
  managerOf,
  moment,
  noon,
  pendingInvitation,
  reasonOf,
  valueOf,
  viewer,
  workspace,
} from '../../testing/builders.ts'
import type { InvitationRecord } from '../records.ts'
import type { WorkspaceRole } from '../roles.ts'
import { decideAccept, type AcceptSnapshot } from './accept.ts'
import { decideApprove } from './approve.ts'
import { decideCancel } from './cancel.ts'
import { decideChangeGrants } from './change-grants.ts'
import { decideDecline } from './decline.ts'
import { decideExpire } from './expire.ts'
import { presentOpened } from './open.ts'
import { decideResend, type ResendSnapshot } from './resend.ts'

const account = { id: 'nadia', email: 'nadia@northwind.test', emailVerified: true }
const gone = { id: 's', name: 'Bo', email: 'bo@acme.test', role: null }

describe('resending', () => {
  const snapshot: ResendSnapshot = {
    organizationName: 'Acme',
    actor: viewer('admin'),
    invitation: pendingInvitation({ grants: [{ workspaceId: 'web', role: 'manager' }] }),
    isMember: false,
    isInvitedOtherwise: false,
    workspaces: [workspace('web')],
    limits: [],
    counted: [],
  }
  const resend = (change: Partial<ResendSnapshot> = {}) =>
    decideResend({ ...snapshot, ...change }, { locale: 'en' }, moment())

  test('keeps id and grants, makes a new link, gives 72 hours anew, and makes the resender the sponsor (R14)', () => {
    const { answer, changes } = valueOf(resend())
    expect(answer).toMatchObject({
      id: 'invitation',
      sponsor: { id: 'admin' },
      createdBy: { id: 'owner' },
      grants: [{ workspaceId: 'web', role: 'manager' }],
      expiresAt: new Date(noon + 72 * 3_600_000).toISOString(),
    })
    expect(changes[0]).toMatchObject({
      kind: 'invitation.resend',
      generation: 2,
      sponsorId: 'admin',
    })
    expect(changes[1]).toMatchObject({ kind: 'mails.queue', mails: [{ generation: 2 }] })
  })

  test('brings back what has expired, and what is on hold (R14, R26)', () => {
    for (const invitation of [
      pendingInvitation({ status: 'expired' }),
      pendingInvitation({ sponsor: gone }),
    ]) {
      expect(valueOf(resend({ invitation })).answer.status).toBe('pending')
    }
  })

  test('holds the ceiling against the role of the invitation itself (R18)', () => {
    expect(reasonOf(resend({ invitation: pendingInvitation({ role: 'owner' }) }))).toBe(
      'role_above_ceiling',
    )
  })

  test('to somebody who has joined or was invited otherwise is refused (R4, R5)', () => {
    expect(reasonOf(resend({ isMember: true }))).toBe('already_member')
    expect(reasonOf(resend({ isInvitedOtherwise: true }))).toBe('already_invited')
    expect(reasonOf(resend({ invitation: null }))).toBe('not_found')
  })
})

describe('approving', () => {
  const approve = (actor = viewer('admin'), invitation = pendingInvitation({ sponsor: gone })) =>
    decideApprove({ actor, invitation }, moment())

  test('makes the approver the sponsor; link, expiry, content and mail stay as they are (R26)', () => {
    const invitation = pendingInvitation({ sponsor: gone, generation: 3, contentVersion: 2 })
    const { changes, events, answer } = valueOf(approve(viewer('admin'), invitation))
    expect(changes).toEqual([
      { kind: 'invitation.setSponsor', invitationId: 'invitation', sponsorId: 'admin' },
    ])
    expect(events).toMatchObject([{ verb: 'invitation.approve', subjectId: 'invitation' }])
    expect(answer).toMatchObject({
      status: 'pending',
      sponsor: { id: 'admin' },
      createdBy: { id: 'owner' },
      sentAt: new Date(invitation.sentAt).toISOString(),
      expiresAt: new Date(invitation.expiresAt).toISOString(),
      contentVersion: 2,
    })
  })

  test('what is not on hold changes nothing', () => {
    const { changes, events, answer } = valueOf(approve(viewer('admin'), pendingInvitation()))
    expect([changes, events]).toEqual([[], []])
    expect(answer).toMatchObject({ status: 'pending', sponsor: { id: 'owner' } })
  })

  const lowered = { ...gone, role: 'member' as const }
  const creator = viewer('member', { id: 'owner' })
  test.each([
    ['an Owner', 'an admin invitation', 'allowed', viewer('owner'), { role: 'admin' }],
    ['an Admin', 'an admin invitation', 'allowed', viewer('admin'), { role: 'admin' }],
    ['an Owner', 'an owner invitation', 'allowed', viewer('owner'), { role: 'owner' }],
    ['an Admin', 'an owner invitation', 'role_above_ceiling', viewer('admin'), { role: 'owner' }],
    ['a Workspace manager', 'a member invitation', 'not_permitted', managerOf('web'), {}],
    ['its creator, lowered since,', 'theirs', 'not_permitted', creator, {}],
    ['an Admin', 'an expired one', 'invitation_expired', viewer('admin'), { expiresAt: noon }],
    [
      'an Admin',
      'a canceled one',
      'invitation_not_pending',
      viewer('admin'),
      { status: 'canceled' },
    ],
  ] as const)('%s approves %s: %s (R2, R18, R26)', (_, __, reason, actor, change) => {
    for (const sponsor of [gone, lowered]) {
      expect(reasonOf(approve(actor, pendingInvitation({ sponsor, ...change })))).toBe(reason)
    }
  })

  test('what does not exist is not found', () => {
    expect(reasonOf(decideApprove({ actor: viewer('owner'), invitation: null }, moment()))).toBe(
      'not_found',
    )
  })
})

describe('changing the grants of an invitation', () => {
  const invitation = pendingInvitation({
    grants: [
      { workspaceId: 'web', role: 'member' },
      { workspaceId: 'api', role: 'member' },
    ],
  })
  const workspaces = [workspace('web'), workspace('api'), workspace('old', { archivedAt: 1 })]

  test('leaves the rows that are not named as they are, sends no mail, and makes another content (R16, R27)', () => {
    const decided = decideChangeGrants(
      { actor: managerOf('web'), invitation, workspaces },
      { grants: [{ workspaceId: 'web', role: null }] },
      moment(),
    )
    const { changes, answer } = valueOf(decided)
    expect(changes).toEqual([
      {
        kind: 'invitationGrants.set',
        invitationId: 'invitation',
        grants: [{ workspaceId: 'web', role: null }],
      },
    ])
    expect(answer).toMatchObject({
      contentVersion: 2,
      expiresAt: new Date(invitation.expiresAt).toISOString(),
    })
  })

  test('in a workspace that they do not manage is refused to a manager (R16)', () => {
    const asked = { grants: [{ workspaceId: 'api', role: 'manager' as const }] }
    expect(
      reasonOf(
        decideChangeGrants({ actor: managerOf('web'), invitation, workspaces }, asked, moment()),
      ),
    ).toBe('not_permitted')
  })

  test('tells a manager nothing of what an archived workspace of others holds (R13)', () => {
    const change = (grants: InvitationRecord['grants']) =>
      decideChangeGrants(
        {
          actor: managerOf('web'),
          invitation: {
            ...invitation,
            grants: [{ workspaceId: 'web', role: 'member' }, ...grants],
          },
          workspaces,
        },
        { grants: [{ workspaceId: 'old', role: 'member' }] },
        moment(),
      )
    expect(reasonOf(change([{ workspaceId: 'old', role: 'member' }]))).toBe('not_permitted')
    expect(reasonOf(change([]))).toBe('not_permitted')
  })

  test('into an archived workspace is refused; a grant that sleeps there may be taken away (R19)', () => {
    const actor = viewer('admin')
    const asleep = { ...invitation, grants: [{ workspaceId: 'old', role: 'member' as const }] }
    const change = (role: WorkspaceRole | null, of: InvitationRecord = asleep) =>
      decideChangeGrants(
        { actor, invitation: of, workspaces },
        { grants: [{ workspaceId: 'old', role }] },
        moment(),
      )
    expect(reasonOf(change('member', invitation))).toBe('workspace_unavailable')
    expect(reasonOf(change('manager'))).toBe('workspace_unavailable')
    expect(reasonOf(change('member'))).toBe('allowed')
    expect(valueOf(change(null)).answer.grants).toEqual([])
  })

  test('to what they are already changes nothing, not even the content', () => {
    const decided = decideChangeGrants(
      { actor: viewer('admin'), invitation, workspaces },
      { grants: [{ workspaceId: 'web', role: 'member' }] },
      moment(),
    )
    expect(valueOf(decided)).toMatchObject({
      changes: [],
      events: [],
      answer: { contentVersion: 1 },
    })
  })
})

describe('canceling and declining', () => {
  test('a cancel is final and at once (R15)', () => {
    const { changes, answer } = valueOf(
      decideCancel({ actor: viewer('admin'), invitation: pendingInvitation() }, moment()),
    )
    expect(answer.status).toBe('canceled')
    expect(changes).toMatchObject([{ kind: 'invitations.close', status: 'canceled' }])
    const again = decideCancel(
      { actor: viewer('owner'), invitation: pendingInvitation({ status: 'canceled' }) },
      moment(),
    )
    expect(reasonOf(again)).toBe('invitation_not_pending')
  })

  test('whoever holds the link of the last sending may decline (R28)', () => {
    const decline = (generation: number, invitation = pendingInvitation()) =>
      decideDecline({ organizationId: 'acme', invitation }, { generation }, moment())
    expect(valueOf(decline(1)).changes).toMatchObject([{ status: 'declined' }])
    expect(reasonOf(decline(1, pendingInvitation({ generation: 2 })))).toBe(
      'invitation_not_pending',
    )
    expect(reasonOf(decline(1, pendingInvitation({ status: 'accepted' })))).toBe(
      'invitation_not_pending',
    )
  })
})

describe('accepting', () => {
  const snapshot: AcceptSnapshot = {
    organizationId: 'acme',
    invitation: pendingInvitation({ grants: [{ workspaceId: 'web', role: 'manager' }] }),
    account,
    isMember: false,
  }
  const accept = (change: Partial<AcceptSnapshot> = {}, asked = {}, now = noon) =>
    decideAccept(
      { ...snapshot, ...change },
      { generation: 1, contentVersion: 1, ...asked },
      { now },
    )

  test('closes the invitation and makes the membership with its role and grants, in one deed (R25)', () => {
    const { changes, events, answer } = valueOf(accept())
    expect(changes).toEqual([
      {
        kind: 'invitations.close',
        invitationIds: ['invitation'],
        status: 'accepted',
        closedAt: noon,
        acceptedBy: 'nadia',
      },
      {
        kind: 'membership.insert',
        userId: 'nadia',
        role: 'member',
        joinedAt: noon,
        grants: [{ workspaceId: 'web', role: 'manager' }],
      },
    ])
    expect(events).toHaveLength(1)
    expect(answer).toEqual({ organizationId: 'acme' })
  })

  test.each([
    [
      'by another account (R24)',
      { account: { ...account, email: 'ravi@northwind.test' } },
      {},
      'wrong_account',
    ],
    [
      'by an account whose equal address is not verified (R26)',
      { account: { ...account, emailVerified: false } },
      {},
      'wrong_account',
    ],
    [
      'by a look-alike in other letters (R6)',
      { account: { ...account, email: 'nadia@nоrthwind.test' } },
      {},
      'wrong_account',
    ],
    [
      'of an older sending (R14, R26)',
      { invitation: pendingInvitation({ generation: 2 }) },
      {},
      'invitation_not_pending',
    ],
    [
      'of what was canceled (R15)',
      { invitation: pendingInvitation({ status: 'canceled' }) },
      {},
      'invitation_not_pending',
    ],
    [
      'a second time (R25)',
      { invitation: pendingInvitation({ status: 'accepted' }), isMember: true },
      {},
      'invitation_not_pending',
    ],
    ['by a member (R26)', { isMember: true }, {}, 'already_member'],
    [
      'with a sponsor who has left (R26)',
      { invitation: pendingInvitation({ sponsor: gone }) },
      {},
      'invitation_on_hold',
    ],
    ['of other content than was shown (R27)', {}, { contentVersion: 2 }, 'content_changed'],
    ['of nothing', { invitation: null }, {}, 'not_found'],
  ] as const)('%s is refused', (_, change, asked, reason) => {
    expect(reasonOf(accept(change as Partial<AcceptSnapshot>, asked))).toBe(reason)
  })

  test('is possible until the last millisecond, and not from expiresAt on (R10, R26)', () => {
    const invitation = pendingInvitation()
    expect(reasonOf(accept({ invitation }, {}, invitation.expiresAt - 1))).toBe('allowed')
    expect(reasonOf(accept({ invitation }, {}, invitation.expiresAt))).toBe('invitation_expired')
    expect(reasonOf(accept({ invitation }, {}, invitation.expiresAt + 1))).toBe(
      'invitation_expired',
    )
  })
})

describe('opening a link', () => {
  const open = (
    change: Parameters<typeof pendingInvitation>[0] = {},
    generation = 1,
    viewerId: string | null = null,
  ) =>
    presentOpened(
      {
        organization: { id: 'acme', name: 'Acme' },
        invitation: pendingInvitation({
          grants: [
            { workspaceId: 'web', role: 'manager' },
            { workspaceId: 'old', role: 'member' },
          ],
          ...change,
        }),
        workspaces: [workspace('web', { name: 'Web' }), workspace('old', { archivedAt: 1 })],
        hasAccount: false,
      },
      generation,
      viewerId,
      noon,
    )

  test('shows who invites, where to, as what, for whom and until when (R21)', () => {
    expect(open()).toEqual({
      state: 'pending',
      contentVersion: 1,
      hasAccount: false,
      email: 'Nadia@northwind.test',
      role: 'member',
      organization: { id: 'acme', name: 'Acme' },
      sponsor: { name: 'The owner', email: 'owner@acme.test' },
      workspaces: [{ name: 'Web', role: 'manager' }],
      expiresAt: new Date(pendingInvitation().expiresAt).toISOString(),
    })
  })

  test.each([
    ['expired', { status: 'expired' }, 1],
    ['expired', { expiresAt: noon }, 1],
    ['canceled', { status: 'canceled' }, 1],
    ['declined', { status: 'declined' }, 1],
    ['replaced', { status: 'superseded' }, 1],
    ['accepted', { status: 'superseded', acceptedBy: 'nadia' }, 1],
    ['replaced', { generation: 2 }, 1],
    ['accepted', { status: 'accepted', generation: 2 }, 1],
    ['on_hold', { sponsor: gone }, 1],
  ] as const)('tells its true state: %s (R29)', (state, change, generation) => {
    expect(open(change, generation).state).toBe(state)
  })

  test('tells whether it was you who accepted (R29)', () => {
    expect(open({ status: 'accepted', acceptedBy: 'nadia' }, 1, 'nadia')).toMatchObject({
      byYou: true,
    })
    expect(open({ status: 'accepted', acceptedBy: 'nadia' }, 1, 'ravi')).toMatchObject({
      byYou: false,
    })
    expect(open({ status: 'accepted', acceptedBy: 'nadia' })).toMatchObject({ byYou: false })
  })
})

test('the cron job records as expired what is, and nothing else (R10)', () => {
  const pending = [
    { id: 'due', expiresAt: noon },
    { id: 'running', expiresAt: noon + 1 },
  ]
  const { changes, events } = valueOf(decideExpire({ pending }, moment()))
  expect(changes).toEqual([{ kind: 'invitations.expire', invitationIds: ['due'] }])
  expect(events.map(({ subjectId }) => subjectId)).toEqual(['due'])
})
