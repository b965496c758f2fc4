import { expect, test } from 'vitest'
import { crashOptions } from './options.ts'

test('what is not said has a default, and the seed is made', () => {
  const { seed, ...others } = crashOptions([])
  expect(others).toEqual({ kills: 50, clients: 32 })
  expect(Number.isSafeInteger(seed)).toBe(true)
  expect(crashOptions(['--seed', '0', '--kills=3', '--clients=8'])).toEqual({
    kills: 3,
    clients: 8,
    seed: 0,
  })
})

test('what is no number is told', () => {
  expect(() => crashOptions(['--kills', '0'])).toThrow('--kills takes a whole number from 1 on')
  expect(() => crashOptions(['--force'])).toThrow('What can be said')
})
