import { runLoad } from '../load/run-load.ts'
import { quiet } from '../runtime/cpu.ts'
import type { Database } from '../runtime/databases.ts'
import type { Running } from '../runtime/runtime.ts'
import { nextTasks, type Turn } from './round.ts'

/** What one task asks of D1. */
export type Trips = {
  /** Until it was answered. */
  trips: number
  /** With what is done after the answer, sending mails say. */
  allTrips: number
  rowsRead: number
  /** Each touched index is a row of its own. */
  rowsWritten: number
  /** By verb and table. */
  written: Record<string, number>
}

type Seen = Omit<Trips, 'allTrips'>

/** Which is longer than a worker takes from its last trip to its answer. */
const longWayMs = 25

/** Counts the trips of so many tasks, one after another. */
export async function countTrips(running: Running, turn: Turn, tasks: number): Promise<Trips> {
  const origin = running.origins[turn.side.worker]
  const { worker } = turn.side
  // What is begun only with the answer is then still on its way.
  await setWay(running, { least: longWayMs, most: longWayMs, seed: 1, counts: true })
  const work = await nextTasks(origin, turn, tasks)
  let trips = 0
  const before = await seenOf(running, worker)
  for (const task of work) {
    const { trips: begun } = await seenOf(running, worker)
    await runLoad(origin, [task], 1)
    trips += (await seenOf(running, worker)).trips - begun
    await quiet(running.pid)
  }
  const after = await seenOf(running, worker)
  await setWay(running, { least: 0, most: 0, seed: 1, counts: true })
  const each = (of: (seen: Seen) => number) => (of(after) - of(before)) / tasks
  return {
    trips: trips / tasks,
    allTrips: each((seen) => seen.trips),
    rowsRead: each((seen) => seen.rowsRead),
    rowsWritten: each((seen) => seen.rowsWritten),
    written: Object.fromEntries(
      Object.keys(after.written)
        .map((deed) => [deed, each(({ written }) => written[deed] ?? 0)] as const)
        .filter(([, rows]) => rows > 0),
    ),
  }
}

/** The way to D1 from now on: how many milliseconds it takes, and whether what goes there is counted. */
export async function setWay(
  { origins }: Running,
  { least, most, seed, counts }: { least: number; most: number; seed: number; counts: boolean },
): Promise<void> {
  const way = `least=${least}&most=${most}&seed=${seed}&counts=${counts ? 1 : 0}`
  const response = await fetch(`${origins.trips}/set?${way}`)
  await response.text()
}

async function seenOf({ origins }: Running, worker: Database): Promise<Seen> {
  const response = await fetch(origins.trips)
  const seen = (await response.json()) as Partial<Record<Database, Seen>>
  return seen[worker] ?? { trips: 0, rowsRead: 0, rowsWritten: 0, written: {} }
}
