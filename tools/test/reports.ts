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

type PlaywrightReport = {
  stats: { expected: number; unexpected: number; flaky: number }
  errors: unknown[]
}

/** Counts of Playwright's JSON report. What went wrong outside of tests counts as one failed each. */
export function playwrightOutcome(json: string): Outcome {
  const { stats, errors } = JSON.parse(json) as PlaywrightReport
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + (stats.unexpected > 0 ? 0 : errors.length),
    ...(stats.flaky > 0 && { note: `${stats.flaky} needed a second try` }),
  }
}
