import { expect, test } from 'vitest'
import { planOf } from './plan.ts'

test('those who can’t are gathered by the reason', () => {
  const why: Record<string, string> = { olivia: 'an Owner', ottilie: 'an Owner', ada: 'yourself' }
  const plan = planOf(['mika', 'olivia', 'ada', 'omar', 'ottilie'], (name) => why[name])
  expect(plan).toEqual({
    can: ['mika', 'omar'],
    cannot: [
      { reason: 'an Owner', rows: ['olivia', 'ottilie'] },
      { reason: 'yourself', rows: ['ada'] },
    ],
  })
})
