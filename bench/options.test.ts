import { expect, test } from 'vitest'
import { benchOptions } from './options.ts'

test('without a word everything is measured, and kept', () => {
  expect(benchOptions([])).toMatchObject({
    rounds: 5,
    requests: 200,
    connections: [1, 8, 32],
    isDistant: false,
    isWhole: true,
  })
  expect(benchOptions(['--distance', '--rounds=7']).isWhole).toBe(true)
})

test('a part of it, or too little of it, is not kept', () => {
  const some = benchOptions(['--only=list,invite'])
  expect(some.scenarios.map(({ id }) => id)).toEqual(['list', 'invite'])
  for (const one of ['--only=list', '--rounds=4', '--requests=20', '--connections=8'])
    expect(benchOptions([one]).isWhole).toBe(false)
})

test('what it does not know is told', () => {
  expect(() => benchOptions(['--only', 'everything'])).toThrow('There is no everything to measure')
  expect(() => benchOptions(['--connections', '8,many'])).toThrow('--connections takes a whole')
  expect(() => benchOptions(['--forever'])).toThrow('What can be said')
})
