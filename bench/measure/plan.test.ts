import { expect, test } from 'vitest'
import { benchOptions } from '../options.ts'
import { bulk } from '../scenarios/bulk.ts'
import { inviteOne } from '../scenarios/invite.ts'
import { joining } from '../scenarios/joining.ts'
import { planOf } from './plan.ts'

const options = benchOptions(['--rounds=2', '--requests=20'])

test('every connection has a task in each round, and there are enough of them for all rounds', () => {
  const { tasksOf, all } = planOf(inviteOne, options)
  expect([1, 8, 32].map((connections) => tasksOf(1, connections))).toEqual([20, 20, 32])
  // Counted with as many before them, three rounds to warm up, and two of each.
  expect(all(1)).toBe(16 + 3 * 20 + 2 * (20 + 20 + 32))
})

test('a scenario is done over its own numbers of connections, if any', () => {
  expect(planOf(bulk, options).connections).toEqual([1, 8])
  const { connections, all } = planOf(joining, options)
  expect(connections).toEqual([])
  expect(all(1)).toBe(16)
})
