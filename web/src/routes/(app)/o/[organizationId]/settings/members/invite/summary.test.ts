import { expect, test } from 'vitest'
import { summaryOf } from './summary.ts'

test.each([
  [{ will: 2, wrong: 0 }, '2 will be invited'],
  [{ will: 2, wrong: 1 }, '2 will be invited, 1 needs a look'],
  [{ will: 0, wrong: 3 }, '3 need a look'],
  [{ will: 0, wrong: 0 }, '0 will be invited'],
  [{ invited: 120, will: 0, wrong: 3 }, '120 invited, 3 need a look'],
  [{ invited: 120, will: 2, wrong: 1 }, '120 invited, 2 will be invited, 1 needs a look'],
])('%j is told as “%s”', (counts, told) => {
  expect(summaryOf(counts)).toBe(told)
})
