import { expect, test } from 'vitest'
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
