import { afterEach, describe, expect, test, vi } from 'vitest'
import { withinDeadline } from './deadline.ts'

afterEach(() => vi.useRealTimers())

const outage = { name: 'Outage', retryAfter: 5 }

describe('a read of the database', () => {
  test('that stalls is an outage after ten seconds (F6)', async () => {
    vi.useFakeTimers()
    const stalled = withinDeadline(new Promise(() => {}))
    const heard = expect(stalled).rejects.toMatchObject(outage)
    await vi.advanceTimersByTimeAsync(10_000)
    await heard
    expect(vi.getTimerCount()).toBe(0)
  })

  test.each([
    'D1_ERROR: D1 DB is overloaded. Requests queued for too long.',
    'D1_ERROR: Network connection lost.',
    'D1_ERROR: Internal error in D1 DB storage caused object to be reset.',
  ])('that fails with "%s" is an outage (F7)', async (message) => {
    const failed = new Error('Failed query', { cause: new Error(message) })
    await expect(withinDeadline(Promise.reject(failed))).rejects.toMatchObject(outage)
  })

  test('that is wrong stays an error', async () => {
    const wrong = new Error('D1_ERROR: no such table: elsewhere')
    await expect(withinDeadline(Promise.reject(wrong))).rejects.toBe(wrong)
  })

  test('that answers is answered', async () => {
    expect(await withinDeadline(Promise.resolve('rows'))).toBe('rows')
  })
})
