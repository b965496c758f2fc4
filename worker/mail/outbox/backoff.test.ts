import { describe, expect, test } from 'vitest'
import { backoffMs } from './backoff.ts'

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
