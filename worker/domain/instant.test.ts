import fc from 'fast-check'
import { expect, test } from 'vitest'
import { iso, isoOrNull } from './instant.ts'

test('an instant is told as the language tells it, before 1970 as after, on the last day of a leap February', () => {
  expect(iso(0)).toBe('1970-01-01T00:00:00.000Z')
  expect(iso(-1)).toBe('1969-12-31T23:59:59.999Z')
  expect(iso(Date.UTC(2028, 1, 29, 23, 59, 59, 7))).toBe('2028-02-29T23:59:59.007Z')
})

test('every instant of ten thousand years is told so', () => {
  const min = Date.parse('0000-01-01T00:00:00.000Z')
  const max = Date.parse('9999-12-31T23:59:59.999Z')
  fc.assert(
    fc.property(fc.integer({ min, max }), (instant) => {
      expect(iso(instant)).toBe(new Date(instant).toISOString())
    }),
  )
})

test('of more days than are kept, each is told', () => {
  for (let day = 0; day < 2_500; day += 1) iso(day * 86_400_000)
  expect(iso(1_200 * 86_400_000 + 1)).toBe('1973-04-15T00:00:00.001Z')
})

test('a broken row tells what the language would of it', () => {
  for (const instant of [0.5, -0.5, 86_399_999.9, 8.64e15, -8.64e15])
    expect(iso(instant)).toBe(new Date(Math.floor(instant)).toISOString())
  expect(() => iso(Number.NaN)).toThrow(RangeError)
})

test('what has not happened has no instant', () => {
  expect(isoOrNull(null)).toBeNull()
  expect(isoOrNull(1)).toBe('1970-01-01T00:00:00.001Z')
})
