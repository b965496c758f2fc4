/** Rounds upon rounds, from one seed. */
import fc from 'fast-check'
import { vi } from 'vitest'
import { holdDeadlines } from './deadlines.ts'
import { canonical } from './seen.ts'
import { rounds } from './plan.ts'
import { runRound } from './round.ts'
import { Tally } from './tally.ts'

export type Simulation = {
  steps: number
  seed: number
  isFaulty: boolean
  /** Where in the seed's rounds a failure is, as fast-check tells it. */
  path?: string | undefined
  /** At most as many waves a round. */
  waves?: number
  onProgress?: (tally: Tally) => void
}

/** Runs until so many steps were taken. Throws with the seed, and the smallest round that fails as well. */
export async function simulate({
  steps,
  seed,
  isFaulty,
  path,
  waves = 40,
  onProgress = () => {},
}: Simulation): Promise<Tally> {
  const tally = new Tally()
  vi.useFakeTimers({ toFake: ['Date'] })
  // The worker's lines on what was broken would be many.
  for (const level of ['log', 'warn', 'error'] as const) {
    vi.spyOn(console, level).mockImplementation(() => {})
  }
  holdDeadlines()
  try {
    const found = await fc.check(
      fc.asyncProperty(rounds({ waves, isFaulty }), async (round) => {
        if (tally.steps >= steps && path === undefined) return
        await runRound(round, tally)
        tally.rounds += 1
        onProgress(tally)
      }),
      {
        seed,
        numRuns: Math.ceil(steps / 20),
        ...(path !== undefined && { path }),
        timeout: 60_000,
        unbiased: true,
      },
    )
    if (found.failed) throw new Error(failureOf(found))
    return tally
  } finally {
    vi.restoreAllMocks()
    vi.unstubAllGlobals()
    vi.useRealTimers()
  }
}

function failureOf({
  seed,
  counterexamplePath,
  counterexample,
  errorInstance,
  numShrinks,
}: fc.RunDetails<[unknown]>): string {
  return [
    `seed ${seed}, path ${counterexamplePath}, made smaller ${numShrinks} times:`,
    errorInstance instanceof Error
      ? (errorInstance.stack ?? errorInstance.message)
      : String(errorInstance),
    canonical(counterexample?.[0]),
  ].join('\n')
}
