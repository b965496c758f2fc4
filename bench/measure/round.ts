import { runLoad } from '../load/run-load.ts'
import type { Call, Task } from '../load/task.ts'
import type { Database } from '../runtime/databases.ts'
import type { Running } from '../runtime/runtime.ts'
import { cpuOf, quiet } from '../runtime/cpu.ts'
import type { Side } from '../scenarios/scenario.ts'

/** What one side took in one round, for each task. */
export type Round = {
  /** CPU of workerd, with what was left for after the answers. */
  cpuMs: number
  perSecond: number
  /** Of the bench itself, which runs beside workerd. */
  clientCpuMs: number
  /** Milliseconds until the answer, of each task. */
  latencies: readonly number[]
}

/** A side that takes its turns, and knows which tasks it has done. */
export type Turn = { side: Side; done: number }

export async function runRound(
  running: Running,
  turn: Turn,
  tasks: number,
  connections: number,
): Promise<Round> {
  const origin = running.origins[turn.side.worker]
  const work = await nextTasks(origin, turn, tasks)
  await quiet(running.pid)
  const [cpu, client] = [cpuOf(running.pid), process.cpuUsage()]
  const { latencies, elapsedMs } = await runLoad(origin, work, connections)
  const { user, system } = process.cpuUsage(client)
  await quiet(running.pid)
  return {
    cpuMs: (cpuOf(running.pid) - cpu) / tasks,
    perSecond: (1000 * tasks) / elapsedMs,
    clientCpuMs: (user + system) / 1000 / tasks,
    latencies,
  }
}

/** The next tasks of a side, once the sessions of who does them have been read. */
export async function nextTasks(origin: string, turn: Turn, count: number): Promise<Task[]> {
  const { side, done } = turn
  const places = Array.from({ length: count }, (_, n) => done + n)
  turn.done += count
  const people = new Set(places.flatMap((n) => side.by?.(n) ?? []))
  const reading = Array.from(people, (browser): Task => [
    { method: 'GET', path: sessionPath[side.worker], browser, check: () => {} } satisfies Call,
  ])
  await runLoad(origin, reading, 4)
  return places.map(side.task)
}

const sessionPath: Record<Database, string> = {
  usher: '/api/trpc/viewer.get',
  peer: '/api/auth/get-session',
  floors: '/',
}
