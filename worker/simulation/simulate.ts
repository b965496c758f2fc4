/** Rounds upon rounds, from one seed. */
import fc from 'fast-check'
import { override } from './overrides.ts'
import { canonical } from './seen.ts'
import { rounds, type Round } from './plan.ts'
import { runRound, Stuck } from './round.ts'
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

/** As long as a round that fails is made smaller. */
const shrinkMs = 120_000

/** Runs until so many steps were taken. Throws with the seed, and the smallest round that fails as well. */
export async function simulate({
  steps,
  seed,
  isFaulty,
  path,
  waves = 60,
  onProgress = () => {},
}: Simulation): Promise<Tally> {
  const tally = new Tally()
  let failedAt: number | null = null
  let isStuck = false
  const takeBack = override()
  try {
    const found = await fc.check(
      fc.asyncProperty(rounds({ waves, isFaulty }), async (round) => {
        const isDone =
          failedAt === null
            ? tally.steps >= steps
            : isStuck || performance.now() - failedAt > shrinkMs
        if (isDone) return
        try {
          await runRound(round, tally)
        } catch (error) {
          failedAt ??= performance.now()
          isStuck ||= error instanceof Stuck
          throw error
        }
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
    takeBack()
  }
}

function failureOf({
  seed,
  counterexamplePath,
  counterexample,
  errorInstance,
  numShrinks,
}: fc.RunDetails<[Round]>): string {
  return [
    `seed ${seed}, path ${counterexamplePath}, made smaller ${numShrinks} times:`,
    errorInstance instanceof Error
      ? (errorInstance.stack ?? errorInstance.message)
      : String(errorInstance),
    canonical(counterexample?.[0]),
  ].join('\n')
}
