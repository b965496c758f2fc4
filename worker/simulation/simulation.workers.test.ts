import { expect, test } from 'vitest'
import { simulate } from './simulate.ts'

test('whatever many do at once and without faults, the worker does what the rules say', async () => {
  const real = console.log
  const tally = await simulate({
    steps: 200,
    seed: 20261123,
    isFaulty: false,
    onProgress: (t) => real(t.steps),
  })
  console.log(tally.lines().join('\n'))
  expect(tally.steps).toBeGreaterThan(0)
}, 600_000)
