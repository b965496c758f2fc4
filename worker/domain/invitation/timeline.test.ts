import { describe, expect, test } from 'vitest'
import {
  managerOf,
  noon,
  pendingInvitation,
  reasonOf,
  valueOf,
  viewer,
} from '../../testing/builders.ts'
import type { InvitationRecord } from '../records.ts'
import { presentTimeline, type InvitationLog, type LoggedEvent } from './timeline.ts'

const minute = 60_000
const sentAt = noon - 60 * minute
const adam = { id: 'admin', name: 'Adam', email: 'adam@acme.test' }
const noor = { id: 'noor', name: 'Noor', email: 'noor@northwind.test' }

const event = (verb: string, at: number, more: Partial<LoggedEvent> = {}): LoggedEvent => ({
  verb: `invitation.${verb}`,
  actor: 'admin',
  details: {},
  createdAt: at,
  ...more,
})

function timeline(
  invitation: Partial<InvitationRecord> = {},
  log: Partial<InvitationLog> = {},
  { by = viewer('owner'), now = noon } = {},
) {
  return presentTimeline(
    by,
    {
      invitation: pendingInvitation({ sentAt, ...invitation }),
      events: [],
      mails: [],
      people: [adam, noor],
      ...log,
    },
    now,
  )
}

const said = (...of: Parameters<typeof timeline>) =>
  valueOf(timeline(...of)).items.map(({ kind, at, by }) => [
    kind,
    (Date.parse(at) - sentAt) / minute,
    by?.name ?? null,
  ])

describe('a timeline', () => {
  test('tells who did what, oldest first', () => {
    const items = said(
      { createdAt: sentAt - 90 * minute, generation: 2 },
      {
        events: [
          event('approve', sentAt + 5 * minute),
          event('open', sentAt + 4 * minute, { actor: 'link' }),
          event('resend', sentAt),
          event('create', sentAt - 90 * minute, { actor: 'owner' }),
        ],
        mails: [
          { status: 'sent', failure: null, sentAt: sentAt + minute, nextAttemptAt: sentAt },
          {
            status: 'failed',
            failure: 'address_refused',
            sentAt: null,
            nextAttemptAt: sentAt - 80 * minute,
          },
        ],
      },
    )
    expect(items).toEqual([
      ['created', -90, 'The owner'],
      ['mail_failed', -80, null],
      ['resent', 0, 'Adam'],
      ['mail_sent', 1, null],
      ['opened', 4, null],
      ['approved', 5, 'Adam'],
    ])
  })

  test('says why a mail failed', () => {
    const mail = {
      status: 'failed',
      failure: 'gave_up',
      sentAt: null,
      nextAttemptAt: sentAt,
    } as const
    expect(valueOf(timeline({}, { mails: [mail] })).items.at(-1)).toMatchObject({
      kind: 'mail_failed',
      failure: 'gave_up',
    })
  })

  test.each([
    [
      'accepted',
      { acceptedBy: 'noor' },
      [event('accept', sentAt + minute, { actor: 'noor' })],
      'Noor',
    ],
    [
      'accepted',
      { acceptedBy: 'noor' },
      [event('closedByJoining', sentAt + minute, { actor: 'system:membership' })],
      'Noor',
    ],
    [
      'superseded',
      { acceptedBy: 'noor' },
      [event('closedByJoining', sentAt + minute, { actor: 'system:membership' })],
      'Noor',
    ],
    ['superseded', {}, [event('supersede', sentAt + minute)], 'Adam'],
    ['canceled', {}, [event('cancel', sentAt + minute)], 'Adam'],
    ['declined', {}, [event('decline', sentAt + minute, { actor: 'link' })], null],
    ['canceled', {}, [], null],
  ] as const)('ends with %s, once, by whoever did it', (status, more, events, by) => {
    const items = said({ status, closedAt: sentAt + minute, ...more }, { events: [...events] })
    expect(items).toEqual([
      ['created', 0, 'The owner'],
      [status, 1, by],
    ])
  })

  test('has the end of its time by the clock, recorded or not, and once (R10)', () => {
    const expiresAt = sentAt + 30 * minute
    const expected = [
      ['created', 0, 'The owner'],
      ['expired', 30, null],
    ]
    expect(said({ expiresAt })).toEqual(expected)
    const recorded = event('expire', sentAt + 31 * minute, { actor: 'system:record-expiries' })
    expect(said({ expiresAt, status: 'expired' }, { events: [recorded] })).toEqual(expected)
    expect(said({ expiresAt }, {}, { now: expiresAt - 1 })).toHaveLength(1)
    expect(said({ expiresAt }, {}, { now: expiresAt })).toHaveLength(2)
  })

  test('keeps that an earlier sending had expired before it was sent anew (R14)', () => {
    const recorded = event('expire', sentAt - minute, { actor: 'system:record-expiries' })
    const log = { events: [event('resend', sentAt), recorded] }
    expect(said({ createdAt: sentAt - 90 * minute }, log)).toEqual([
      ['created', -90, 'The owner'],
      ['expired', -1, null],
      ['resent', 0, 'Adam'],
    ])
  })

  test('names nobody for the system, and for who is gone', () => {
    const events = [event('resend', sentAt, { actor: 'somebody who is gone' })]
    expect(said({ createdBy: null }, { events })).toEqual([
      ['created', 0, null],
      ['resent', 0, null],
    ])
  })

  test('has 200 entries at most, the newest', () => {
    const events = Array.from({ length: 200 }, (_, at) => event('resend', sentAt + at))
    const { items } = valueOf(timeline({ createdAt: sentAt - minute }, { events }))
    expect(items).toHaveLength(200)
    expect(items[0]?.kind).toBe('resent')
  })
})

describe('who may see a timeline', () => {
  const grants = [
    { workspaceId: 'web', role: 'member' as const },
    { workspaceId: 'api', role: 'member' as const },
  ]
  const changed = event('changeGrants', sentAt, {
    details: {
      grants: [
        { workspaceId: 'web', role: 'manager' },
        { workspaceId: 'api', role: null },
      ],
    },
  })
  const lookedAtBy = (by: ReturnType<typeof viewer>) =>
    timeline({ grants }, { events: [changed] }, { by })

  test('is who may see the invitation (R12)', () => {
    expect(reasonOf(lookedAtBy(viewer('admin')))).toBe('allowed')
    expect(reasonOf(lookedAtBy(managerOf('web')))).toBe('allowed')
    expect(reasonOf(lookedAtBy(managerOf('shop')))).toBe('not_permitted')
    expect(reasonOf(lookedAtBy(viewer('member')))).toBe('not_permitted')
    expect(reasonOf(lookedAtBy(viewer('member', { id: 'owner' })))).toBe('allowed')
    const nothing = { invitation: null, events: [], mails: [], people: [] }
    expect(reasonOf(presentTimeline(viewer('owner'), nothing, noon))).toBe('not_found')
  })

  test('is shown of its changes of access those in workspaces that they manage (R13)', () => {
    const change = (by: ReturnType<typeof viewer>) =>
      valueOf(lookedAtBy(by)).items.find(({ kind }) => kind === 'access_changed')
    expect(change(managerOf('web'))).toMatchObject({
      grants: [{ workspaceId: 'web', role: 'manager' }],
      hiddenGrants: 1,
    })
    expect(change(viewer('admin'))).toMatchObject({
      grants: [
        { workspaceId: 'web', role: 'manager' },
        { workspaceId: 'api', role: null },
      ],
      hiddenGrants: 0,
    })
  })
})
