import { parseArgs } from 'node:util'
import { Trouble } from '../lib/trouble.ts'

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
  const { steps, seed, processes, path, calm } = parse(args)
  return {
    steps: numberOf('--steps', steps),
    seed: seed === undefined ? Math.floor(Math.random() * 2 ** 31) : numberOf('--seed', seed),
    processes: path === undefined ? numberOf('--processes', processes) : 1,
    path,
    isFaulty: !calm,
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        steps: { type: 'string', default: '10000' },
        seed: { type: 'string' },
        processes: { type: 'string', default: '1' },
        path: { type: 'string' },
        calm: { type: 'boolean', default: false },
      },
    }).values
  } catch (error) {
    throw new Trouble(
      `${error instanceof Error ? error.message : String(error)}\nWhat can be said: --steps 10000 --seed 1 --processes 1 --path 3:1 --calm`,
    )
  }
}

function numberOf(name: string, text: string): number {
  const number = Number(text)
  if (Number.isSafeInteger(number) && (number > 0 || name === '--seed')) return number
  throw new Trouble(`${name} takes a whole number, not "${text}".`)
}
