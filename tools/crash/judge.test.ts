import { describe, expect, test } from 'vitest'
import { judge } from './judge.ts'
import { Ledger, type Deed } from './ledger.ts'
import type { Rows } from './rows.ts'

const olivia = { id: 'olivia', name: 'Olivia', email: 'olivia@acme.test' }
const answer = { id: 'i', email: 'nadia@northwind.test' }

const before: Rows = {
  organizations: [{ id: 'o', version: 1 }],
  invitations: [],
  memberships: [
    { organizationId: 'o', userId: 'olivia', role: 'owner', shownName: null, grants: {} },
  ],
  mails: [],
  events: [],
  counts: [],
  recounts: [],
  quotas: [],
  requotas: [],
  integrity: [{ integrity_check: 'ok' }],
  orphans: [],
}

/** The rows after one invitation. */
const after: Rows = {
  ...before,
  organizations: [{ id: 'o', version: 2 }],
  invitations: [
    {
      id: 'i',
      organizationId: 'o',
      email: answer.email,
      role: 'member',
      status: 'pending',
      generation: 1,
      contentVersion: 1,
      sponsor: 'olivia',
      acceptedBy: null,
      grants: {},
    },
  ],
  mails: [{ id: 'm', invitationId: 'i', generation: 1, recipient: answer.email, status: 'queued' }],
  events: [
    {
      organizationId: 'o',
      operationId: 'op',
      verb: 'invitation.create',
      actor: 'olivia',
      subjectId: 'i',
      details: { role: 'member', grants: [] },
      answer,
    },
  ],
}

type Line = [verb: string, subjectId: string, actor?: string, answer?: object]

/** The rows of an organization without anything left in it, and a log of these lines. */
function logged(lines: readonly Line[]): Rows {
  const events = lines.map(([verb, subjectId, actor = 'olivia', told = {}], at) => ({
    organizationId: 'o',
    operationId: `op-${at}`,
    verb,
    actor,
    subjectId,
    details: { role: 'member', grants: [] },
    answer: told,
  }))
  return { ...before, events }
}

function askedFor({ events }: Rows): Ledger {
  const ledger = new Ledger()
  for (const { operationId, verb } of events) {
    ledger.add({ ...asked().deed, operationId, procedure: verb })
  }
  return ledger
}

function asked(): { ledger: Ledger; deed: Deed } {
  const deed: Deed = {
    operationId: 'op',
    organizationId: 'o',
    procedure: 'invitation.create',
    input: {},
    by: olivia,
    learn: () => {},
    state: 'unknown',
  }
  const ledger = new Ledger()
  ledger.add(deed)
  return { ledger, deed }
}

describe('after a kill (F10)', () => {
  test('what was acknowledged must be there', () => {
    const { ledger, deed } = asked()
    ledger.acknowledge(deed, answer)
    judge(before, after, ledger)
    expect(() => judge(before, before, ledger)).toThrow('acknowledged, then lost')
  })

  test('what nobody heard of is whole or absent', () => {
    const { ledger } = asked()
    judge(before, before, ledger)
    judge(before, after, ledger)
    for (const half of [
      { ...after, mails: [] },
      { ...after, invitations: [] },
      { ...after, events: [] },
      { ...after, organizations: before.organizations },
    ]) {
      expect(() => judge(before, half, asked().ledger)).toThrow()
    }
  })

  test('what was done is answered as it was, and not refused', () => {
    const { ledger, deed } = asked()
    judge(before, after, ledger)
    expect(() => ledger.refuse(deed, 'already_invited')).toThrow('refused when sent again')
    ledger.acknowledge(deed, answer)
    expect(() => ledger.acknowledge(deed, { ...answer, id: 'j' })).toThrow('in two ways')
  })

  test('what was refused must not be there, nor what nobody asked for', () => {
    const { ledger, deed } = asked()
    ledger.refuse(deed, 'not_permitted')
    expect(() => judge(before, after, ledger)).toThrow('refused, yet done')
    expect(() => judge(before, after, new Ledger())).toThrow('nobody asked for it')
  })

  test('a mail is obsolete only when its invitation is closed, or was sent anew', () => {
    const [invitation] = after.invitations
    const [mail] = after.mails
    const withMail = (status: string) => ({ ...after, mails: [{ ...mail!, status }] })
    judge(before, withMail('sent'), asked().ledger)
    expect(() => judge(before, withMail('obsolete'), asked().ledger)).toThrow('for no reason')
    const canceled = { ...after.events[0]!, operationId: 'op-2', verb: 'invitation.cancel' }
    const closed = {
      ...withMail('obsolete'),
      organizations: [{ id: 'o', version: 3 }],
      invitations: [{ ...invitation!, status: 'canceled' }],
      events: [...after.events, canceled],
    }
    judge(before, closed, askedFor(closed))
  })
})

describe('the whole log is judged, not only what it came to', () => {
  const create = (id: string): Line => ['invitation.create', id, 'olivia', answer]

  test.each<[string, string, Line[]]>([
    [
      'an address that had two pending invitations for a while',
      'one address was invited twice at a time',
      [create('i'), create('j'), ['invitation.cancel', 'i'], ['invitation.cancel', 'j']],
    ],
    [
      'an accept by somebody who was a member already',
      'a member joined once more',
      [create('i'), ['invitation.accept', 'i', 'olivia']],
    ],
    [
      'an address that was invited again after it had joined',
      'a member was invited',
      [create('i'), ['invitation.accept', 'i', 'nadia'], create('j')],
    ],
    [
      'an organization whose Owner was removed',
      'an organization was without an Owner',
      [['member.remove', 'olivia']],
    ],
  ])('%s', (_, violation, lines) => {
    const rows = logged(lines)
    expect(() => judge(before, rows, askedFor(rows))).toThrow(violation)
  })
})
