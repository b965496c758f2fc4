import { expect, test } from 'vitest'
import type { FaultyTrip } from '../testing/faulty/seams.ts'
import { Lanes, outsideLane } from './lanes.ts'
import { simulate } from './simulate.ts'

// As many as take some seconds; `npm run simulate` takes as many as one likes (docs/simulation.md).
const steps = 250

test('whatever many do at once, the worker answers and records what the rules say', async () => {
  const tally = await simulate({ steps, seed: 20261123, isFaulty: false })
  expect(tally.failure).toBeUndefined()
  expect(tally.steps).toBeGreaterThanOrEqual(steps)
})

test('so it does with every seam broken now and then, by another seed each time', async () => {
  const seed = crypto.getRandomValues(new Int32Array(1))[0] ?? 0
  console.log(`The seed of this simulation is ${seed}.`)
  const tally = await simulate({ steps, seed, isFaulty: true })
  expect(tally.failure).toBeUndefined()
  expect(tally.steps).toBeGreaterThanOrEqual(steps)
})

test('what holds an object when a wave ends is waited for in the next one, for what that asks of it waits behind', async () => {
  const [over, next] = [outsideLane(1), outsideLane(2)]
  const lanes = new Lanes()
  lanes.follow({ picks: [], faults: [] })
  lanes.enter(over)
  lanes.enter(next)
  lanes.enter('object')
  const held = lanes.trip(tripOf('object'), 'object')
  lanes.forget(over)
  lanes.follow({ picks: [], faults: [] })
  lanes.enter('object')
  lanes.leave(next)
  expect(lanes.describe()).toBe('busy object: 2; waiting ; on their way 1')
  expect(await held).toBe('went')
})

function tripOf(object: string): FaultyTrip {
  const dies = () => Promise.reject(new Error('died'))
  return { statements: [], object, at: 1, go: () => Promise.resolve('went'), die: dies }
}
