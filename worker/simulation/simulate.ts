/** Rounds upon rounds, from one seed. */
import fc from 'fast-check'
import { override } from './overrides.ts'
import { rounds, type Round } from './plan.ts'
import { runRound, Stuck } from './round.ts'
import { canonical } from './seen.ts'
import { Tally } from './tally.ts'

export type Simulation = {
  steps: number
  seed: number
  isFaulty: boolean
  /** Where in the seed's rounds a failure is, as fast-check tells it. */
  path?: string | undefined
}

const mostWaves = 60
/** As long as a round that fails is made smaller. */
const shrinkMs = 60_000

/** Takes at least so many steps. A failure is told with the seed, and the smallest round that fails as well. */
export async function simulate({ steps, seed, isFaulty, path }: Simulation): Promise<Tally> {
  const tally = new Tally()
  let failedAt: number | null = null
  let isStuck = false
  const isOver = () => {
    if (failedAt === null) return path === undefined && tally.steps >= steps
    return isStuck || performance.now() - failedAt > shrinkMs
  }
  const property = fc.asyncProperty(rounds({ waves: mostWaves, isFaulty }), async (round) => {
    if (isOver()) return
    try {
      // What is tried to make a failure smaller does not count.
      await runRound(round, failedAt === null ? tally : new Tally())
    } catch (error) {
      failedAt ??= performance.now()
      isStuck ||= error instanceof Stuck
      throw error
    }
  })
  const takeBack = override()
  try {
    const numRuns = steps
    const found = await fc.check(property, {
      seed,
      numRuns,
      unbiased: true,
      ...(path !== undefined && { path, numRuns: 1 }),
    })
    if (found.failed) tally.failure = explain(found)
    return tally
  } finally {
    takeBack()
  }
}

function explain(found: fc.RunDetails<[Round]>): string {
  const { seed, counterexamplePath, counterexample, errorInstance, numShrinks } = found
  const error = errorInstance instanceof Error ? errorInstance.message : String(errorInstance)
  return [
    `--seed ${seed} --path ${counterexamplePath} (made smaller ${numShrinks} times)`,
    error,
    canonical(counterexample?.[0]),
  ].join('\n')
}
