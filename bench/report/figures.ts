import { arch, cpus } from 'node:os'
import type { Measured, MeasuredSide } from '../measure/measure.ts'
import { quantile, ratioOf, spreadOf, type Spread } from '../measure/statistics.ts'
import type { Trips } from '../measure/trips.ts'
import type { BenchOptions } from '../options.ts'

/** What is kept of a run, as JSON. */
export type Figures = {
  measuredAt: string
  machine: string
  rounds: number
  requests: number
  isDistant: boolean
  scenarios: ScenarioFigures[]
}

export type ScenarioFigures = { id: string; title: string; sides: SideFigures[]; ratios: Ratio[] }

export type SideFigures = { id: string; trips: Trips; loads: LoadFigures[] }

/** Of the rounds over so many connections; milliseconds. */
type LoadFigures = {
  connections: number
  cpu: Spread
  perSecond: Spread
  clientCpu: number
  /** Of all rounds' tasks together. */
  p50: number
  p99: number
}

/** How many times what `to` took `of` did take. */
type Ratio = { of: string; to: string; connections: number; cpu: Spread; p50: Spread }

export function figuresOf(
  measured: readonly Measured[],
  { rounds, requests, isDistant }: BenchOptions,
): Figures {
  const [cpu] = cpus()
  return {
    measuredAt: new Date().toISOString().slice(0, 10),
    machine: `${cpus().length} × ${cpu?.model.trim() ?? arch()}`,
    rounds,
    requests,
    isDistant,
    scenarios: measured.map(({ scenario: { id, title }, sides }) => ({
      id,
      title,
      sides: sides.map(sideFigures),
      ratios: ratiosOf(sides),
    })),
  }
}

function sideFigures({ id, trips, rounds }: MeasuredSide): SideFigures {
  const loads = Array.from(rounds, ([connections, all]): LoadFigures => {
    const latencies = ascending(all.flatMap((round) => round.latencies))
    return {
      connections,
      cpu: spreadOf(all.map(({ cpuMs }) => cpuMs)),
      perSecond: spreadOf(all.map(({ perSecond }) => perSecond)),
      clientCpu: spreadOf(all.map(({ clientCpuMs }) => clientCpuMs)).median,
      p50: quantile(latencies, 0.5),
      p99: quantile(latencies, 0.99),
    }
  })
  return { id, trips, loads }
}

/** Of each of Usher's sides to the peer's that does the same, to the floors, and of its larger ones to its own first. */
function ratiosOf(sides: readonly MeasuredSide[]): Ratio[] {
  return sides
    .filter(({ id }) => isUsher(id))
    .flatMap((one) => {
      const peer = one.id === 'usher-grant' ? 'peer-team' : 'peer'
      return sides
        .filter(({ id }) => id === peer || isFloor(id) || (id === 'usher' && one.id !== id))
        .flatMap((other) => ratiosBetween(one, other))
    })
}

export const isUsher = (side: string) => side.startsWith('usher')
export const isFloor = (side: string) => !isUsher(side) && !side.startsWith('peer')

function ratiosBetween(one: MeasuredSide, other: MeasuredSide): Ratio[] {
  return Array.from(one.rounds, ([connections, rounds]) => {
    const others = other.rounds.get(connections) ?? []
    const middles = (all: typeof rounds) =>
      all.map(({ latencies }) => quantile(ascending(latencies), 0.5))
    return {
      of: one.id,
      to: other.id,
      connections,
      cpu: ratioOf(
        rounds.map(({ cpuMs }) => cpuMs),
        others.map(({ cpuMs }) => cpuMs),
      ),
      p50: ratioOf(middles(rounds), middles(others)),
    }
  })
}

const ascending = (values: readonly number[]) => values.toSorted((one, other) => one - other)
