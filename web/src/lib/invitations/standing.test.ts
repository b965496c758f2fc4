import { expect, test } from 'vitest'
import { standingOf } from './standing.ts'

const hour = 60 * 60 * 1_000
const sent = Date.parse('2026-11-23T14:00:00Z')
const at = (hours: number) => new Date(sent + hours * hour)

const invitation = (changes: Partial<Parameters<typeof standingOf>[0]> = {}) => ({
  status: 'pending' as const,
  sentAt: at(0).toISOString(),
  expiresAt: at(72).toISOString(),
  closedAt: null,
  delivery: { state: 'sent' as const, reason: null, at: at(0).toISOString() },
  sponsor: { id: 'olivia', name: 'Olivia Owner', email: 'olivia@acme.test' },
  ...changes,
})

test('the ring empties over the 72 hours (R10)', () => {
  expect(standingOf(invitation(), at(0))).toMatchObject({ kind: 'pending', fraction: 1 })
  expect(standingOf(invitation(), at(36))).toMatchObject({ kind: 'pending', fraction: 0.5 })
})

test('under twelve hours it expires soon', () => {
  expect(standingOf(invitation(), at(60)).kind).toBe('pending')
  expect(standingOf(invitation(), at(60.01)).kind).toBe('soon')
})

test('it is expired at its instant, whatever was loaded (R10)', () => {
  expect(standingOf(invitation(), at(72)).kind).toBe('expired')
  expect(standingOf(invitation({ status: 'on_hold' }), at(80)).kind).toBe('expired')
})

test('without its sponsor’s authority it waits for somebody (R26)', () => {
  expect(standingOf(invitation({ status: 'on_hold' }), at(1))).toEqual({
    kind: 'on_hold',
    sponsor: 'Olivia Owner',
  })
})

test('a mail that did not arrive is told before the time that is left', () => {
  const delivery = { state: 'not_delivered', reason: 'address_refused', at: '' } as const
  expect(standingOf(invitation({ delivery }), at(71))).toEqual({
    kind: 'undelivered',
    reason: 'address_refused',
  })
})

test('what is settled stays so, with its instant, whatever became of its time (R11)', () => {
  const closedAt = at(3).toISOString()
  for (const status of ['accepted', 'declined', 'canceled', 'superseded'] as const) {
    expect(standingOf(invitation({ status, closedAt }), at(80))).toEqual({
      kind: status,
      at: closedAt,
    })
  }
})
