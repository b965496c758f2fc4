import { expect, test } from 'vitest'
import { quantile, ratioOf, spreadOf } from './statistics.ts'

test('a median is the middle one, or between the two in the middle', () => {
  expect(spreadOf([3, 1, 2])).toEqual({ median: 2, least: 1, most: 3 })
  expect(spreadOf([4, 1, 2, 10]).median).toBe(3)
})

test('a quantile lies between its neighbours', () => {
  const hundred = Array.from({ length: 101 }, (_, n) => n)
  expect(quantile(hundred, 0.99)).toBe(99)
  expect(quantile([0, 10], 0.25)).toBe(2.5)
  expect(quantile([7], 0.99)).toBe(7)
})

test('a ratio is that of rounds which ran beside each other, not of medians', () => {
  expect(ratioOf([1, 20, 3], [2, 40, 6])).toEqual({ median: 0.5, least: 0.5, most: 0.5 })
})

test('of nothing there is no median', () => {
  expect(() => spreadOf([])).toThrow('Nothing was measured')
})
