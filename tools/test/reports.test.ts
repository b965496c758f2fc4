import { expect, test } from 'vitest'
import { countsLine, sum } from './outcome.ts'
import { playwrightOutcome, vitestOutcome } from './reports.ts'

test('a file that vitest could not load counts as failed, beside its failed tests', () => {
  const testResults = [
    { status: 'passed', assertionResults: [1, 2] },
    { status: 'failed', assertionResults: [1, 2] },
    { status: 'failed', assertionResults: [] },
  ]
  const outcome = vitestOutcome(
    JSON.stringify({ numPassedTests: 3, numFailedTests: 1, testResults }),
  )
  expect(outcome).toEqual({ passed: 3, failed: 2 })
})

test('a journey that passed at the second try only is told apart', () => {
  const report = { stats: { expected: 5, unexpected: 0, flaky: 1 }, errors: [] }
  expect(playwrightOutcome(JSON.stringify(report))).toEqual({
    passed: 6,
    failed: 0,
    note: '1 needed a second try',
  })
})

test('an Usher that did not come up for the journeys has failed', () => {
  const report = {
    stats: { expected: 0, unexpected: 0, flaky: 0 },
    errors: [{ message: 'no worker' }],
  }
  expect(playwrightOutcome(JSON.stringify(report))).toEqual({ passed: 0, failed: 1 })
})

test('what a journey has measured stands beside the counts', () => {
  const annotations = [{ type: 'figure', description: '83 KiB of scripts' }, { type: 'slow' }]
  const suites = [{ suites: [{ specs: [{ tests: [{ annotations }] }] }] }]
  const report = { suites, stats: { expected: 1, unexpected: 0, flaky: 0 }, errors: [] }
  expect(playwrightOutcome(JSON.stringify(report)).note).toBe('83 KiB of scripts')
})

test('the last line sums what the stages came to', () => {
  expect(
    countsLine(
      sum([
        { passed: 3, failed: 0, note: 'x' },
        { passed: 0, failed: 2 },
      ]),
    ),
  ).toBe('3 passed, 2 failed')
})
