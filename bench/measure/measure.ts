import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { inRoot } from '../../tools/lib/paths.ts'
import { migrationFiles, readMigration } from '../../tools/lib/migrations.ts'
import type { BenchOptions } from '../options.ts'
import { PeerRows, peerSchema } from '../rows/peer.ts'
import { Rows } from '../rows/rows.ts'
import { UsherRows } from '../rows/usher.ts'
import type { Bundle, Worker } from '../runtime/bundles.ts'
import { count, fill } from '../runtime/databases.ts'
import { startRuntime, type Running, type Secrets } from '../runtime/runtime.ts'
import type { Scenario, Side } from '../scenarios/scenario.ts'
import { runRound, type Round, type Turn } from './round.ts'
import { countTrips, setDistance, type Trips } from './trips.ts'

/** What was measured of a scenario: of each side, its trips, and its rounds over so many connections. */
export type Measured = {
  scenario: Scenario
  sides: { id: string; trips: Trips | null; rounds: Map<number, Round[]> }[]
}

export type Equipment = {
  bundles: Record<Worker, Bundle>
  secrets: Secrets
  mailbox: string
  progress: (what: string) => void
}

/** Tasks whose trips are counted. */
const counted = 8
/** Milliseconds to D1, from and to. */
const distance = { least: 3, most: 8 }

export async function measure(
  scenario: Scenario,
  options: BenchOptions,
  equipment: Equipment,
): Promise<Measured> {
  const state = mkdtempSync(path.join(tmpdir(), 'usher-bench-'))
  const clear = () => rmSync(state, { recursive: true, force: true })
  process.once('exit', clear)
  try {
    const plan = planOf(scenario, options)
    const turns = (await build(scenario, plan, state, equipment)).map((side) => ({ side, done: 0 }))
    const trips = new Map<string, Trips>()
    const run = async (isObserved: boolean, work: (running: Running) => Promise<void>) => {
      const running = await startRuntime({ ...equipment, state, isObserved })
      try {
        await work(running)
      } finally {
        await running.stop()
      }
    }
    await run(true, async (running) => {
      equipment.progress('counting trips')
      for (const turn of turns) {
        await warmUp(running, turn, 2, 1)
        trips.set(turn.side.id, await countTrips(running, turn, counted))
      }
    })
    const rounds = turns.map(() => new Map<number, Round[]>())
    await run(options.isDistant, async (running) => {
      equipment.progress('warming up')
      for (const turn of turns) await warmUp(running, turn, plan.tasksOf(turn.side.share, 8), 8)
      if (options.isDistant) await setDistance(running, { ...distance, seed: options.seed })
      for (const connections of plan.connections) {
        for (let round = 1; round <= options.rounds; round += 1) {
          equipment.progress(`${connections} connections, round ${round} of ${options.rounds}`)
          for (const [at, turn] of turns.entries()) {
            const tasks = plan.tasksOf(turn.side.share, connections)
            const measured = await runRound(running, turn, tasks, connections)
            rounds[at]?.set(connections, [...(rounds[at].get(connections) ?? []), measured])
          }
        }
      }
    })
    for (const turn of turns) audit(state, turn)
    return {
      scenario,
      sides: turns.map(({ side: { id } }, at) => ({
        id,
        trips: trips.get(id) ?? null,
        rounds: rounds[at] ?? new Map<number, Round[]>(),
      })),
    }
  } finally {
    clear()
    process.off('exit', clear)
  }
}

type Plan = {
  connections: readonly number[]
  tasksOf: (share: number, connections: number) => number
  /** Everything that a side of such a share is asked for. */
  all: (share: number) => number
}

function planOf({ connections: own }: Scenario, options: BenchOptions): Plan {
  const { requests, rounds } = options
  const connections = options.connections.filter((one) => own?.includes(one) ?? true)
  const tasksOf = (share: number, connections: number) =>
    Math.max(connections, Math.round(requests * share))
  const all = (share: number) =>
    connections.reduce((sum, one) => sum + rounds * tasksOf(share, one), 0) +
    tasksOf(share, 8) +
    counted +
    2
  return { connections, tasksOf, all }
}

async function build(
  scenario: Scenario,
  { all }: Plan,
  state: string,
  { secrets, progress }: Equipment,
): Promise<Side[]> {
  progress('making the rows')
  const [usher, peer, floors] = [
    new UsherRows(secrets.session),
    new PeerRows(secrets.session),
    new Rows(),
  ]
  const sides = await scenario.build({ usher, peer, floors, secrets, tasks: all })
  fill(state, 'usher', [...migrationFiles().map(readMigration), ...usher.statements()])
  fill(state, 'peer', [...(await peerSchema()), ...peer.statements()])
  fill(state, 'floors', [
    readFileSync(inRoot('bench/floors/schema.sql'), 'utf8'),
    ...floors.statements(),
  ])
  return sides
}

async function warmUp(running: Running, turn: Turn, tasks: number, connections: number) {
  await runRound(running, turn, tasks, connections)
}

/** What was acknowledged must be there. */
function audit(state: string, { side: { id, worker, kept }, done }: Turn): void {
  if (!kept) return
  const found = count(state, worker, kept.sql)
  if (found === done * kept.perTask) return
  throw new Error(`${id} acknowledged ${done} times ${kept.perTask}, and ${found} are there`)
}
