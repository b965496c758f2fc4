import type { Outcome } from './outcome.ts'

type VitestReport = {
  numPassedTests: number
  numFailedTests: number
  testResults: { status: string; assertionResults: unknown[] }[]
}

/** Counts of vitest's JSON report. A file that could not even be loaded has no tests, and counts as one failed. */
export function vitestOutcome(json: string): Outcome {
  const report = JSON.parse(json) as VitestReport
  const unloaded = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  )
  return { passed: report.numPassedTests, failed: report.numFailedTests + unloaded.length }
}

type PlaywrightReport = Suite & {
  stats: { expected: number; unexpected: number; flaky: number }
  errors: unknown[]
}

type Suite = {
  suites?: Suite[]
  specs?: { tests: { annotations: { type: string; description?: string }[] }[] }[]
}

/**
 * Counts of Playwright's JSON report. What went wrong outside of tests counts as one failed each. What journeys
 * have measured (their annotations "figure") is the note.
 */
export function playwrightOutcome(json: string): Outcome {
  const report = JSON.parse(json) as PlaywrightReport
  const { expected, unexpected, flaky } = report.stats
  const tries = flaky > 0 ? [`${flaky} needed a second try`] : []
  const notes = [...tries, ...figuresOf(report)]
  return {
    passed: expected + flaky,
    failed: unexpected + (unexpected > 0 ? 0 : report.errors.length),
    ...(notes.length > 0 && { note: notes.join(', ') }),
  }
}

function figuresOf({ suites = [], specs = [] }: Suite): string[] {
  const annotations = specs.flatMap(({ tests }) => tests).flatMap((test) => test.annotations)
  const own = annotations.flatMap(({ type, description }) =>
    type === 'figure' ? (description ?? []) : [],
  )
  return [...own, ...suites.flatMap(figuresOf)]
}
