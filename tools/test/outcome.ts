/** What a stage of the tests came to. `note` is a figure worth reading where all is well. */
export type Outcome = { passed: number; failed: number; note?: string }

export const passed: Outcome = { passed: 1, failed: 0 }
export const failed: Outcome = { passed: 0, failed: 1 }

export function sum(outcomes: readonly Outcome[]): Outcome {
  return outcomes.reduce(
    (all, one) => ({ passed: all.passed + one.passed, failed: all.failed + one.failed }),
    { passed: 0, failed: 0 },
  )
}

/** The last line of a run; what reads it elsewhere (.ci/run) relies on its form. */
export const countsLine = ({ passed, failed }: Outcome) => `${passed} passed, ${failed} failed`
