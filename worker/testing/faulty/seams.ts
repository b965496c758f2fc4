/**
 * What the worker of the tests stands on, as a test may have it: its objects, jobs and requests run in the one
 * isolate of their test, and ask here. Nothing is broken until a test says so, and only while its `work` runs.
 */
import { env } from 'cloudflare:workers'
import { withDatabases } from '../../database-for.ts'
import type { Env } from '../../env.ts'
import { timeOrderedUuid } from '../../uuid.ts'
import { interceptTrips, type Trip } from './trips.ts'

export type FaultyTrip = Trip & {
  /** The name of the object that makes it; `null` for a request or a job, outside of any. */
  object: string | null
  /** Which of its object's trips it is, or of those outside, from 1 on since the test said what breaks. */
  at: number
  /** Ends the object as a crash does: nothing that it was about to do takes place. */
  die: () => Promise<never>
}

/** Decides what becomes of a trip: to make it is `trip.go()`. */
export type Script = (trip: FaultyTrip) => Promise<unknown>

export type Seams = {
  d1: Script
  /** The clock and the ids of the objects. */
  now: () => number
  newId: () => string
  /** Hears which object begins a command. */
  begins: (object: string) => void
  /** What the variables say otherwise, to objects that come to be. */
  settings: Partial<Env>
}

const whole: Seams = {
  d1: ({ go }) => go(),
  now: () => Date.now(),
  newId: () => timeOrderedUuid(current.now()),
  begins: () => {},
  settings: {},
}
let current = whole
let tripsOf = new Map<string | null, number>()

export const seams: Omit<Seams, 'd1' | 'settings'> = {
  now: () => current.now(),
  newId: () => current.newId(),
  begins: (object) => current.begins(object),
}

/** Has the seams as given for as long as the work takes. */
export async function withSeams<T>(given: Partial<Seams>, work: () => Promise<T>): Promise<T> {
  const before = current
  current = { ...whole, ...given }
  tripsOf = new Map()
  try {
    return await work()
  } finally {
    current = before
  }
}

/** An environment whose D1 is a seam: of an object by its name, or of what runs outside of any. */
export function faultyEnv(given: Env, object?: { name: string; die: () => void }): Env {
  const name = object?.name ?? null
  const faulty = (d1: D1Database) =>
    interceptTrips(d1, (trip) => {
      const at = (tripsOf.get(name) ?? 0) + 1
      tripsOf.set(name, at)
      const die = () => {
        if (!object) throw new Error('only an object dies by itself')
        object.die()
        return new Promise<never>(() => {})
      }
      return current.d1({ ...trip, object: name, at, die })
    })
  return withDatabases({ ...given, ...current.settings }, faulty)
}

/** The environment of a request or a job that a test runs itself. */
export const outside = faultyEnv(env)
