import { expect, test } from 'vitest'
import { sum } from './report.ts'

test('what two processes did is one sum, the most frequent first', () => {
  const one = { steps: 20, rounds: 2, counts: { heard: { ok: 12, not_found: 8 } } }
  const other = { steps: 10, rounds: 1, counts: { heard: { not_found: 9 } }, failure: 'a seed' }
  expect(sum([one, other], 4)).toBe(
    '30 steps in 3 rounds and 4 s, 1 violations\nheard: not_found 17, ok 12',
  )
})
