import type { Browser } from '../load/browser.ts'
import type { Call, Task } from '../load/task.ts'
import type { PeerRows } from '../rows/peer.ts'
import type { Rows } from '../rows/rows.ts'
import type { Organization, UsherRows } from '../rows/usher.ts'
import type { Database } from '../runtime/databases.ts'
import type { Secrets } from '../runtime/runtime.ts'

/** What is measured beside each other: one deed, as Usher does it, as the peer does it, and what it must cost. */
export type Scenario = {
  id: string
  title: string
  /** How many connections it is done over, of those that are asked for; without it, all. */
  connections?: readonly number[]
  /** Its trips and rows are counted, and nothing is timed. */
  isOnlyCounted?: true
  /** Adds the rows that it begins with, and says how each side does it. */
  build: (world: World) => Promise<Side[]> | Side[]
}

export type World = {
  usher: UsherRows
  peer: PeerRows
  floors: Rows
  secrets: Secrets
  /** How many tasks a side will be asked for, at most. */
  tasks: (share: number) => number
}

export type Side = {
  id: string
  worker: Database
  /** How many tasks it does a round, where 1 is what is asked for: a fast one more, a slow one less. */
  share: number
  /** Each `n` once, from 0 on. */
  task: (n: number) => Task
  /** Who does the n-th: their session is read once before, as their page would have done. */
  by?: (n: number) => Browser
  /** Rows that are there in the end, for each task that was acknowledged. */
  kept?: { sql: string; perTask: number }
}

/** A side whose tasks are one call each. */
export const single =
  (call: (n: number) => Call) =>
  (n: number): Task => [call(n)]

/** A side whose tasks are one call each, all by the Owner of an organization. */
export function byOwner(
  worker: 'usher' | 'peer',
  { owner }: Organization,
  call: (n: number) => Call,
  more: Partial<Side> = {},
): Side {
  return { id: worker, worker, share: 1, by: () => owner.browser, task: single(call), ...more }
}

export function must(condition: boolean, what: string): void {
  if (!condition) throw new Error(what)
}
