import { parseArguments, seedOf, wholeNumber } from '../lib/arguments.ts'

export type SimulationOptions = {
  steps: number
  seed: number
  processes: number
  /** Of a failure: only this round, and what it was made smaller to. */
  path: string | undefined
  isFaulty: boolean
}

/** A seed by chance where none is given: it is printed, and gives the same steps again. */
export function simulationOptions(args: readonly string[]): SimulationOptions {
  const { steps, seed, processes, path, calm } = parseArguments(
    args,
    {
      steps: { type: 'string', default: '10000' },
      seed: { type: 'string' },
      processes: { type: 'string', default: '1' },
      path: { type: 'string' },
      calm: { type: 'boolean', default: false },
    },
    'What can be said: --steps 10000 --seed 1 --processes 1 --path 3:1 --calm',
  )
  return {
    steps: wholeNumber('--steps', steps, 1),
    seed: seedOf(seed),
    processes: path === undefined ? wholeNumber('--processes', processes, 1) : 1,
    path,
    isFaulty: !calm,
  }
}
