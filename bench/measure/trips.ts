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
  rowsWritten: number
}

type Seen = Partial<Record<Database, Omit<Trips, 'allTrips'>>>

/** Which is longer than a worker takes from its last trip to its answer. */
const longWayMs = 25

/** Counts the trips of so many tasks, one after another. */
export async function countTrips(running: Running, turn: Turn, tasks: number): Promise<Trips> {
  const origin = running.origins[turn.side.worker]
  const { worker } = turn.side
  // What is begun only with the answer is then still on its way.
  await setDistance(running, { least: longWayMs, most: longWayMs, seed: 1 })
  const work = await nextTasks(origin, turn, tasks)
  const sum: Trips = { trips: 0, allTrips: 0, rowsRead: 0, rowsWritten: 0 }
  for (const task of work) {
    const before = await tripsOf(running, worker)
    await runLoad(origin, [task], 1)
    const answered = await tripsOf(running, worker)
    await quiet(running.pid)
    const after = await tripsOf(running, worker)
    sum.trips += answered.trips - before.trips
    sum.allTrips += after.trips - before.trips
    sum.rowsRead += after.rowsRead - before.rowsRead
    sum.rowsWritten += after.rowsWritten - before.rowsWritten
  }
  await setDistance(running, { least: 0, most: 0, seed: 1 })
  return {
    trips: sum.trips / tasks,
    allTrips: sum.allTrips / tasks,
    rowsRead: sum.rowsRead / tasks,
    rowsWritten: sum.rowsWritten / tasks,
  }
}

/** Every way to D1 from now on takes so many milliseconds. */
export async function setDistance(
  { origins }: Running,
  { least, most, seed }: { least: number; most: number; seed: number },
): Promise<void> {
  const response = await fetch(
    `${origins.trips}/distance?least=${least}&most=${most}&seed=${seed}`,
  )
  await response.text()
}

async function tripsOf({ origins }: Running, worker: Database) {
  const response = await fetch(origins.trips)
  const seen = (await response.json()) as Seen
  return seen[worker] ?? { trips: 0, rowsRead: 0, rowsWritten: 0 }
}
