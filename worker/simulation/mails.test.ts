import { describe, expect, test } from 'vitest'
import { expectReasons, type MailRow } from './mails.ts'
import { builtInvitation, builtOrganization } from './oracle/builders.ts'
import { emptyWorld, type Invitation, type World } from './oracle/world.ts'
import { MailSink } from './sink.ts'

const minute = 60_000
const hour = 60 * minute
const owedAt = 1_000 * hour

const queued: MailRow = {
  id: 'i.1',
  organizationId: 'o',
  invitationId: 'i',
  generation: 1,
  status: 'queued',
  failure: null,
  firstAttemptAt: null,
}
const obsolete: MailRow = { ...queued, status: 'obsolete' }
const gaveUp: MailRow = { ...queued, status: 'failed', failure: 'gave_up', firstAttemptAt: owedAt }
const addressRefused: MailRow = { ...gaveUp, failure: 'address_refused' }

/** One invitation and its first mail, and what became of the invitation. */
function worldWith(changes: Partial<Invitation> = {}): World {
  const invitation = builtInvitation(owedAt, changes)
  const mails = [{ invitationId: 'i', generation: 1, recipient: invitation.email, owedAt }]
  const world = emptyWorld()
  world.organizations.set('o', builtOrganization(invitation, { mails }))
  return world
}

const ask = (sink: MailSink, key: string, now = owedAt) =>
  sink.ask({ headers: { 'Idempotency-Key': key }, body: '{"to":[]}' }, now)

describe('a mail that comes to an end has a reason to', () => {
  test.each<[string, Partial<Invitation>, number]>([
    ['was closed', { status: 'canceled' }, owedAt],
    ['was sent anew', { generation: 2 }, owedAt],
    ['has expired', {}, owedAt + 72 * hour],
  ])('obsolete, because its invitation %s', (_, changes, now) => {
    expectReasons([obsolete], worldWith(changes), new MailSink(), now)
  })

  test('and is not obsolete while its invitation is pending, and this its sending', () => {
    const before = owedAt + 72 * hour - 1
    const judging = () => expectReasons([obsolete], worldWith(), new MailSink(), before)
    expect(judging).toThrow('the mail i.1 is obsolete (no failure), for no reason')
  })

  test('and has failed only as it was refused itself', async () => {
    const sink = new MailSink()
    const judging = () => expectReasons([addressRefused], worldWith(), sink, owedAt)
    sink.answers = ['refusesAddress', 'refusesMessage']
    await ask(sink, 'another')
    await ask(sink, 'i.1')
    expect(judging).toThrow('for no reason')
    sink.answers = ['refusesAddress']
    await ask(sink, 'i.1')
    judging()
  })

  test('and is given up when no other try would fit before its key is forgotten', () => {
    const judging = (mail: MailRow, now: number) => () =>
      expectReasons([mail], worldWith(), new MailSink(), now)
    const last = owedAt + 23 * hour - 5 * minute
    judging(gaveUp, last)()
    expect(judging(gaveUp, last - 1)).toThrow('for no reason')
    // As though it had been tried before it was owed.
    expect(judging({ ...gaveUp, firstAttemptAt: owedAt - 1 }, last)).toThrow('for no reason')
  })

  test('and is sent only if it was taken', async () => {
    const sink = new MailSink()
    const judging = () => expectReasons([{ ...queued, status: 'sent' }], worldWith(), sink, owedAt)
    expect(judging).toThrow('for no reason')
    await ask(sink, 'i.1')
    judging()
  })
})
