import { describe, expect, test } from 'vitest'
import { deliveryOf } from './delivery.ts'

const createdAt = Date.UTC(2026, 10, 23, 14)
const sentAt = createdAt + 60_000
const mail = { status: 'queued', failure: null, sentAt: null, createdAt } as const

describe('what an admin is told about a mail', () => {
  test('a queued one is queued since it was written, never "sent" (R8)', () => {
    expect(deliveryOf(mail, 0)).toEqual({
      state: 'queued',
      reason: null,
      at: '2026-11-23T14:00:00.000Z',
    })
  })

  test('one that the provider took is sent, at that instant', () => {
    expect(deliveryOf({ ...mail, status: 'sent', sentAt }, 0)).toEqual({
      state: 'sent',
      reason: null,
      at: '2026-11-23T14:01:00.000Z',
    })
  })

  test.each(['address_refused', 'message_refused', 'gave_up'] as const)(
    'one that failed is not delivered, and says why: %s',
    (failure) => {
      expect(deliveryOf({ ...mail, status: 'failed', failure }, 0)).toMatchObject({
        state: 'not_delivered',
        reason: failure,
      })
    },
  )

  test('one that was overtaken before it went out is not delivered, and nothing failed', () => {
    expect(deliveryOf({ ...mail, status: 'obsolete' }, 0)).toMatchObject({
      state: 'not_delivered',
      reason: null,
    })
  })

  test('no mail at all is not delivered', () => {
    expect(deliveryOf(null, createdAt)).toEqual({
      state: 'not_delivered',
      reason: null,
      at: '2026-11-23T14:00:00.000Z',
    })
  })
})
