import { describe, expect, test } from 'vitest'
import { backoffMs, pauseMs } from './backoff.ts'

const minutes = (attempts: number, retryAfter: number | null = null) =>
  backoffMs(attempts, retryAfter) / 60_000

describe('the wait before the next try', () => {
  test('grows from a minute to an hour, and stays there', () => {
    expect([1, 2, 3, 4, 5, 24].map((attempts) => minutes(attempts))).toEqual([1, 5, 15, 60, 60, 60])
  })

  test("is the provider's word where it gives one, but no less than a minute", () => {
    expect(minutes(4, 600)).toBe(10)
    expect(minutes(4, 2)).toBe(1)
  })
})

describe('the wait of all mails', () => {
  const seconds = (kind: 'retry' | 'wait' | 'stop', retryAfter: number | null) =>
    (pauseMs({ kind, cause: '', retryAfter }) ?? 0) / 1000

  test("is the provider's word, whatever it could not do (F12)", () => {
    expect([seconds('retry', 7), seconds('wait', 7), seconds('stop', 3600)]).toEqual([7, 7, 3600])
  })

  test('without it lasts until the job rings again, where it concerns every mail (F12, F15)', () => {
    const [retry, wait, stop] = [
      seconds('retry', null),
      seconds('wait', null),
      seconds('stop', null),
    ]
    expect(retry).toBe(0)
    for (const pause of [wait, stop]) {
      expect(pause).toBeGreaterThan(30)
      expect(pause).toBeLessThan(60)
    }
  })
})
