import { describe, expect, test } from 'vitest'
import { invitationLifetimeMs } from '../domain/invitation/status.ts'
import type { MemberRecord } from '../domain/records.ts'
import type { OrganizationRole } from '../domain/roles.ts'
import type { Configuration } from '../configuration.ts'
import { moment, noon, pendingInvitation, reasonOf } from '../testing/builders.ts'
import type { Actor, Command, Commands, Verb } from './commands.ts'
import { decideInOrder } from './decide-in-order.ts'
import type { Known } from './load.ts'
import { needsOf } from './needs.ts'

const limits = { mailsPerOrganization: 20, mailsPerAddress: 20 }
const configuration = { limits } as Configuration

const member = (id: string, role: OrganizationRole): [string, MemberRecord] => [
  id,
  { id, name: id, email: `${id}@acme.test`, role, grants: [], joinedAt: 1, lastActiveAt: null },
]

const nadia = pendingInvitation({ id: 'nadia' })
/** Of somebody who has left, and may come back. */
const ofIgor = pendingInvitation({
  id: 'of igor',
  emailKey: 'hana@northwind.test',
  sponsor: { id: 'igor', name: 'igor', email: 'igor@acme.test', role: null },
})
const igors = pendingInvitation({ id: 'igors', emailKey: 'igor@acme.test', role: 'owner' })
const expired = pendingInvitation({
  id: 'expired',
  emailKey: 'ben@northwind.test',
  sentAt: noon - 2 * invitationLifetimeMs,
  expiresAt: noon - invitationLifetimeMs,
})
const all = [nadia, ofIgor, igors, expired]

/** All that any of the commands below needs, as if it were loaded for them. */
const known: Known = {
  organizationId: 'acme',
  organization: { name: 'Acme', version: 1, deletedAt: null },
  earlier: new Map([['earlier', { verb: 'invitation.create', actor: 'owner', answer: 'it' }]]),
  sessions: new Set(),
  members: new Map([member('owner', 'owner'), member('admin', 'admin'), member('mika', 'member')]),
  accounts: new Map([['igor', { id: 'igor', email: 'igor@acme.test', emailVerified: true }]]),
  invitations: new Map(all.map((invitation) => [invitation.id, invitation])),
  open: Map.groupBy(
    all.map(({ sponsor, ...invitation }) => ({
      ...invitation,
      sponsor,
      sponsorId: sponsor?.id ?? null,
    })),
    ({ emailKey }) => emailKey,
  ),
  memberAddresses: new Set(),
  workspaces: [],
  quotas: new Map([
    [
      'mail:organization:acme',
      { key: 'mail:organization:acme', count: 18, windowEndsAt: noon + 1000 },
    ],
  ]),
  owners: 1,
  due: [{ id: expired.id, emailKey: expired.emailKey, expiresAt: expired.expiresAt }],
}

let operations = 0
function command<V extends Verb>(
  by: Actor | string,
  verb: V,
  input: Commands[V]['input'],
  operationId = `operation ${(operations += 1)}`,
): Command {
  const actor: Actor = typeof by === 'string' ? { kind: 'user', userId: by } : by
  return { verb, organizationId: 'acme', operationId, actor, input }
}

const invite = (email: string, operationId?: string) =>
  command(
    'owner',
    'invitation.create',
    { email, role: 'member', grants: [], locale: 'en' },
    operationId,
  )
const toInvitation = (verb: 'invitation.cancel' | 'invitation.approve', invitationId: string) =>
  command('admin', verb, { invitationId })
const cancel = (invitationId: string) => toInvitation('invitation.cancel', invitationId)
const resend = (invitationId: string) =>
  command('owner', 'invitation.resend', { invitationId, locale: 'en' })
const decline = (invitationId: string) =>
  command({ kind: 'link' }, 'invitation.decline', { invitationId, generation: 1 })
const expire = () =>
  command({ kind: 'system', job: 'record-expiries' }, 'invitation.expire', { limit: 10 })
const comesBack = () =>
  command('igor', 'invitation.accept', { invitationId: 'igors', generation: 1, contentVersion: 1 })
const raise = (by = 'owner') => command(by, 'member.changeRole', { userId: 'mika', role: 'admin' })

/** What those come to that are decided on one load. */
function decided(...commands: Command[]): string[] {
  const asked = commands.map((one) => ({ command: one, needs: needsOf(one) }))
  const decisions = decideInOrder(asked, known, configuration, moment())
  return decisions.map(({ decision }) => reasonOf(decision))
}

describe('commands that have nothing to do with each other', () => {
  test.each([
    ['different addresses', [invite('a@northwind.test'), invite('b@northwind.test')]],
    [
      'different invitations',
      [cancel('nadia'), resend('of igor'), decline('igors'), expire(), invite('a@northwind.test')],
    ],
  ])('are decided together: %s', (_, commands) => {
    expect(decided(...commands)).toEqual(commands.map(() => 'allowed'))
  })

  test('have nothing to do with what is refused, changes nothing or was done before', () => {
    const approve = toInvitation('invitation.approve', 'nadia')
    const before = invite('c@northwind.test', 'earlier')
    expect(decided(raise('mika'), approve, before, before, cancel('nadia'), raise('mika'))).toEqual(
      ['not_permitted', 'allowed', 'allowed', 'allowed', 'allowed', 'not_permitted'],
    )
  })

  test('count towards the limits that they share (R42)', () => {
    const three = ['a', 'b', 'c'].map((name) => invite(`${name}@northwind.test`))
    expect(decided(...three)).toEqual(['allowed', 'allowed', 'rate_limited'])
  })
})

describe('a command waits for the commit of an earlier one', () => {
  const same = invite('a@northwind.test', 'one operation')
  test.each<[string, Command, Command]>([
    ['the same operation', same, { ...same, input: { ...same.input, email: 'b@northwind.test' } }],
    ['the same address', invite('a@northwind.test'), invite('A@northwind.test ')],
    ['the same invitation', cancel('nadia'), resend('nadia')],
    ['an invitation of its address', cancel('nadia'), invite('nadia@northwind.test')],
    ['an address that is freed', decline('nadia'), invite('nadia@northwind.test')],
    ['an address that is taken', invite('ben@northwind.test'), resend('expired')],
    ['an invitation that is recorded as expired', expire(), cancel('expired')],
    ['an invitation whose expiry is to be recorded', resend('expired'), expire()],
    ['an actor who joins', comesBack(), command('igor', 'member.leave', {})],
    ['a sponsor who joins', comesBack(), toInvitation('invitation.approve', 'of igor')],
    [
      'a sponsor who joins, of an address',
      comesBack(),
      { ...invite('hana@northwind.test'), actor: { kind: 'user', userId: 'admin' } },
    ],
    ['a member who joins', comesBack(), command('owner', 'member.remove', { userId: 'igor' })],
    ['how many Owners there are', comesBack(), command('owner', 'member.leave', {})],
    ['anything, where that changes a role', raise(), invite('a@northwind.test')],
  ])('that changes %s', (_, first, second) => {
    expect(decided(first, second)).toEqual(['allowed'])
  })

  test('that changes whatever it is, if it changes a role itself', () => {
    expect(decided(invite('a@northwind.test'), raise())).toEqual(['allowed'])
  })
})
