import type { BenchOptions } from '../options.ts'
import type { Scenario } from '../scenarios/scenario.ts'

/** How many tasks a side does, and when. */
export type Plan = {
  connections: readonly number[]
  /** Of a round. */
  tasksOf: (share: number, connections: number) => number
  /** How many rounds there are before any is measured. */
  warmUpRounds: number
  /** Of such a round. */
  warmUpTasks: (share: number) => number
  /** Whose trips are counted. */
  counted: number
  all: (share: number) => number
}

const counted = 8
/** With fewer, what has the most code for the runtime to compile is still at it when it is measured. */
const warmUpRounds = 3

export function planOf(
  { connections: own, isOnlyCounted }: Scenario,
  { requests, rounds, connections: asked }: BenchOptions,
): Plan {
  const connections = isOnlyCounted ? [] : asked.filter((one) => own?.includes(one) ?? true)
  const tasksOf = (share: number, at: number) => Math.max(at, Math.round(requests * share))
  const warmUpTasks = (share: number) => tasksOf(share, 8)
  const all = (share: number) =>
    2 * counted +
    (connections.length > 0 ? warmUpRounds * warmUpTasks(share) : 0) +
    connections.reduce((sum, at) => sum + rounds * tasksOf(share, at), 0)
  return { connections, tasksOf, warmUpRounds, warmUpTasks, counted, all }
}
