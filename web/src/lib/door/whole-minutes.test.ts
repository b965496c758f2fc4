import { expect, test } from 'vitest'
import { wholeMinutes } from './whole-minutes.ts'

test('a wait is never told shorter than it is (R42)', () => {
  expect(wholeMinutes(0)).toBe(1)
  expect(wholeMinutes(59.2)).toBe(60)
  expect(wholeMinutes(61)).toBe(120)
  expect(wholeMinutes(899)).toBe(900)
})
