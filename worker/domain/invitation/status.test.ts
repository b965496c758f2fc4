import { describe, expect, test } from 'vitest'
import { noon, pendingInvitation } from '../../testing/builders.ts'
import { invitationLifetimeMs, mayInviteAs, statusAt } from './status.ts'

const sponsored = (role: 'owner' | 'admin' | 'member' | null) => ({
  id: 's',
  name: 'S',
  email: 's@acme.test',
  role,
})

describe('the status of an invitation', () => {
  test('is expired from 72 hours after the sending on, to the millisecond, without any cron job (R10)', () => {
    expect(invitationLifetimeMs).toBe(72 * 60 * 60 * 1000)
    const invitation = pendingInvitation({ sentAt: noon })
    const end = noon + invitationLifetimeMs
    expect(statusAt(invitation, end - 1)).toBe('pending')
    expect(statusAt(invitation, end)).toBe('expired')
    expect(statusAt(invitation, end + 1)).toBe('expired')
  })

  test.each(['accepted', 'declined', 'canceled', 'superseded'] as const)(
    'stays %s whatever the clock says (R11)',
    (status) => {
      expect(statusAt(pendingInvitation({ status, expiresAt: noon - 1 }), noon)).toBe(status)
    },
  )

  test.each([
    ['owner', 'owner', 'pending'],
    ['owner', 'admin', 'pending'],
    ['owner', 'member', 'pending'],
    ['admin', 'owner', 'on_hold'],
    ['admin', 'admin', 'pending'],
    ['admin', 'member', 'pending'],
    ['member', 'owner', 'on_hold'],
    ['member', 'admin', 'on_hold'],
    ['member', 'member', 'on_hold'],
    [null, 'member', 'on_hold'],
  ] as const)('of a sponsor who is now %s, for a %s, is %s (R26)', (sponsorRole, role, status) => {
    expect(statusAt(pendingInvitation({ role, sponsor: sponsored(sponsorRole) }), noon)).toBe(
      status,
    )
  })

  test('is not on hold when the system invites (R30)', () => {
    expect(statusAt(pendingInvitation({ role: 'owner', sponsor: null }), noon)).toBe('pending')
  })

  test('is expired rather than on hold when it is both', () => {
    const invitation = pendingInvitation({ sponsor: sponsored(null), expiresAt: noon })
    expect(statusAt(invitation, noon)).toBe('expired')
  })

  test('knows who may invite as whom (R1, R2)', () => {
    expect(mayInviteAs('admin', 'owner')).toBe(false)
    expect(mayInviteAs('member', 'member')).toBe(false)
    expect(mayInviteAs('owner', 'owner')).toBe(true)
  })
})
