import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Bundle } from '../../tools/lib/bundle.ts'
import { migrationFiles, readMigration } from '../../tools/lib/migrations.ts'
import { inRoot } from '../../tools/lib/paths.ts'
import type { BenchOptions } from '../options.ts'
import { PeerRows, peerSchema } from '../rows/peer.ts'
import { Rows } from '../rows/rows.ts'
import { UsherRows } from '../rows/usher.ts'
import type { Worker } from '../runtime/bundles.ts'
import { count, fill } from '../runtime/databases.ts'
import { startRuntime, type Running, type Secrets } from '../runtime/runtime.ts'
import type { Scenario, Side } from '../scenarios/scenario.ts'
import { planOf, type Plan } from './plan.ts'
import { runRound, type Round, type Turn } from './round.ts'
import { countTrips, setWay, type Trips } from './trips.ts'

/** What was measured of a scenario. */
export type Measured = { scenario: Scenario; sides: MeasuredSide[] }

export type MeasuredSide = {
  id: string
  trips: Trips
  /** By how many connections they were done over. */
  rounds: Map<number, Round[]>
}

/** What all scenarios are measured with. */
export type Equipment = {
  bundles: Record<Worker, Bundle>
  secrets: Secrets
  mailbox: string
  progress: (what: string) => void
}

/** Milliseconds of the way to D1. */
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
    const sides = await build(scenario, plan, state, equipment)
    const turns = sides.map((side): Measuring => ({ side, done: 0, rounds: new Map() }))
    const start = (isObserved: boolean) => startRuntime({ ...equipment, state, isObserved })
    equipment.progress('counting trips')
    const trips = await whileItRuns(await start(true), (running) => countAll(running, turns, plan))
    if (plan.connections.length > 0)
      await whileItRuns(await start(options.isDistant), (running) =>
        takeTurns(running, turns, plan, options, equipment),
      )
    for (const turn of turns) audit(state, turn)
    return {
      scenario,
      sides: turns.map(({ side: { id }, rounds }, at) => {
        const its = trips[at]
        if (!its) throw new Error(`The trips of ${id} were not counted`)
        return { id, trips: its, rounds }
      }),
    }
  } finally {
    clear()
    process.off('exit', clear)
  }
}

type Measuring = Turn & { rounds: Map<number, Round[]> }

async function build(
  scenario: Scenario,
  { all }: Plan,
  state: string,
  { secrets, progress }: Equipment,
): Promise<Side[]> {
  progress('making the rows')
  const usher = new UsherRows(secrets.session)
  const peer = new PeerRows(secrets.session)
  const floors = new Rows()
  const sides = await scenario.build({ usher, peer, floors, secrets, tasks: all })
  fill(state, 'usher', [...migrationFiles().map(readMigration), ...usher.statements()])
  fill(state, 'peer', [...(await peerSchema()), ...peer.statements()])
  const floorsSchema = readFileSync(inRoot('bench/floors/schema.sql'), 'utf8')
  fill(state, 'floors', [floorsSchema, ...floors.statements()])
  return sides
}

async function whileItRuns<T>(
  running: Running,
  work: (running: Running) => Promise<T>,
): Promise<T> {
  try {
    return await work(running)
  } finally {
    await running.stop()
  }
}

async function countAll(running: Running, turns: Turn[], { counted }: Plan): Promise<Trips[]> {
  const trips: Trips[] = []
  for (const turn of turns) {
    // The first ones read what is read but once.
    await runRound(running, turn, counted, 1)
    trips.push(await countTrips(running, turn, counted))
  }
  return trips
}

/** A B C A B C …: whatever else the machine does meets all of them. */
async function takeTurns(
  running: Running,
  turns: Measuring[],
  plan: Plan,
  { rounds, isDistant, seed }: BenchOptions,
  { progress }: Equipment,
): Promise<void> {
  progress('warming up')
  for (let round = 1; round <= plan.warmUpRounds; round += 1)
    for (const turn of turns) await runRound(running, turn, plan.warmUpTasks(turn.side.share), 8)
  if (isDistant) await setWay(running, { ...distance, seed, counts: false })
  for (const connections of plan.connections) {
    for (const turn of turns) turn.rounds.set(connections, [])
    for (let round = 1; round <= rounds; round += 1) {
      progress(`${connections} at once, round ${round} of ${rounds}`)
      for (const turn of turns) {
        const tasks = plan.tasksOf(turn.side.share, connections)
        turn.rounds.get(connections)?.push(await runRound(running, turn, tasks, connections))
      }
    }
  }
}

/** What was acknowledged must be there, and nothing else. */
function audit(state: string, { side: { id, worker, kept }, done }: Turn): void {
  if (!kept) return
  const [found, expected] = [count(state, worker, kept.sql), done * kept.perTask]
  if (found !== expected)
    throw new Error(`${id}: ${expected} rows were acknowledged, and ${found} are there`)
}
