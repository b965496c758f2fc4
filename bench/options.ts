import { parseArguments, seedOf, wholeNumber } from '../tools/lib/arguments.ts'
import { Trouble } from '../tools/lib/trouble.ts'
import { scenarios } from './scenarios/index.ts'
import type { Scenario } from './scenarios/scenario.ts'

export type BenchOptions = {
  rounds: number
  /** Of a side whose share is 1, a round. */
  requests: number
  connections: readonly number[]
  scenarios: readonly Scenario[]
  /** Whether each way to D1 takes its time; `seed` says how long each. */
  isDistant: boolean
  seed: number
  /** Whether everything is measured, so that the results may be kept. */
  isWhole: boolean
}

const ids = scenarios.map(({ id }) => id)
const usage = `What can be said: --rounds 5 --requests 200 --connections 1,8,32 --only ${ids.join(',')} --distance --seed 1`
const fewestRounds = 5
const everyConnections = '1,8,32'

export function benchOptions(args: readonly string[]): BenchOptions {
  const told = parseArguments(
    args,
    {
      rounds: { type: 'string', default: String(fewestRounds) },
      requests: { type: 'string', default: '200' },
      connections: { type: 'string', default: everyConnections },
      only: { type: 'string' },
      distance: { type: 'boolean', default: false },
      seed: { type: 'string', default: '1' },
    },
    usage,
  )
  const rounds = wholeNumber('--rounds', told.rounds, 1)
  const requests = wholeNumber('--requests', told.requests, 8)
  const connections = told.connections
    .split(',')
    .map((text) => wholeNumber('--connections', text, 1))
  return {
    rounds,
    requests,
    connections,
    scenarios: told.only === undefined ? scenarios : told.only.split(',').map(scenarioOf),
    isDistant: told.distance,
    seed: seedOf(told.seed),
    isWhole:
      told.only === undefined &&
      told.connections === everyConnections &&
      rounds >= fewestRounds &&
      requests >= 100,
  }
}

function scenarioOf(id: string): Scenario {
  const scenario = scenarios.find((one) => one.id === id)
  if (scenario) return scenario
  throw new Trouble(`There is no ${id} to measure.\n${usage}`)
}
