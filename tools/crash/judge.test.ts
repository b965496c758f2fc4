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
})
