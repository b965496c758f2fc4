import { describe, expect, test } from 'vitest'
import type { Change, NewInvitation } from '../domain/change.ts'
import { noon } from '../testing/builders.ts'
import { joinChanges } from './join-changes.ts'

const close = (id: string, status: 'canceled' | 'superseded' = 'superseded'): Change => ({
  kind: 'invitations.close',
  invitationIds: [id],
  status,
  closedAt: noon,
  acceptedBy: null,
})
const insert = (id: string): Change => ({
  kind: 'invitations.insert',
  invitations: [{ id } as NewInvitation],
})
const mail = (id: string): Change => ({ kind: 'mails.queue', mails: [{ id } as never] })
const count = (limit: number, ...keys: string[]): Change => ({
  kind: 'quotas.count',
  keys,
  limit,
  now: noon,
  windowEndsAt: noon + 1,
})
const sponsor = (invitationId: string): Change => ({
  kind: 'invitation.setSponsor',
  invitationId,
  sponsorId: 'owner',
})

describe('the changes of several commands', () => {
  test('are one of each kind, each count as often as it stands there', () => {
    const inviting = (id: string) => [
      close(`old ${id}`),
      insert(id),
      mail(id),
      count(1000, 'acme'),
      count(20, id),
    ]
    expect(joinChanges([...inviting('a'), ...inviting('b')])).toEqual([
      { ...close(''), invitationIds: ['old a', 'old b'] },
      { kind: 'invitations.insert', invitations: [{ id: 'a' }, { id: 'b' }] },
      { kind: 'mails.queue', mails: [{ id: 'a' }, { id: 'b' }] },
      count(1000, 'acme', 'acme'),
      count(20, 'a', 'b'),
    ])
  })

  test('stay apart where they differ in more than whom they concern', () => {
    const apart = [close('a'), close('b', 'canceled'), sponsor('c'), sponsor('d')]
    expect(joinChanges(apart)).toEqual(apart)
  })

  test('keep the order in which one command has its own', () => {
    const changes = [insert('a'), mail('a'), close('old b'), insert('b'), mail('b'), sponsor('c')]
    const kinds = joinChanges(changes).map(({ kind }) => kind)
    expect(kinds).toEqual([
      'invitations.close',
      'invitations.insert',
      'invitation.setSponsor',
      'mails.queue',
    ])
  })
})
