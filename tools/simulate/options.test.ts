import { expect, test } from 'vitest'
import { simulationOptions } from './options.ts'

test('what is not said has a default, and the seed is made', () => {
  const { seed, ...others } = simulationOptions([])
  expect(others).toEqual({ steps: 10_000, processes: 1, path: undefined, isFaulty: true })
  expect(Number.isSafeInteger(seed)).toBe(true)
})

test('a failure is replayed by its seed and path, in one process', () => {
  const args = ['--seed=-7', '--path=3:1', '--processes=2', '--calm']
  expect(simulationOptions(args)).toEqual({
    steps: 10_000,
    seed: -7,
    processes: 1,
    path: '3:1',
    isFaulty: false,
  })
})

test('what is no number is told', () => {
  expect(() => simulationOptions(['--steps', 'many'])).toThrow('--steps takes a whole number')
  expect(() => simulationOptions(['--steps', '0'])).toThrow('--steps takes a whole number')
  expect(() => simulationOptions(['--faults'])).toThrow('What can be said')
})
