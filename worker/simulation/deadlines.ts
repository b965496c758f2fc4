/** The deadlines of commands, which pass when the simulation says so: a busy machine makes nothing late. */
import { laneOfThis } from './lane-of-this.ts'

const deadlineMs = 10_000

type Timer = { object: string; ring: () => void }

let current = ''
const timers = new Set<unknown>()

/** Which object begins a command now: the deadline that is set next is one of its. */
export function beginsCommand(object: string): void {
  current = object
}

/** Keeps a timer that is a deadline; answers `null` to any other. */
export function setDeadline(ring: () => void, milliseconds?: number): Timer | null {
  if (milliseconds !== deadlineMs) return null
  const timer: Timer = { object: laneOfThis.getStore() ?? current, ring }
  timers.add(timer)
  return timer
}

/** Whether it was one. */
export function unsetDeadline(timer: unknown): boolean {
  timers.delete(timer)
  return isTimer(timer)
}

/** To be called from the object itself: nothing else may resolve what it waits for. */
export function ringDeadlines(object: string): void {
  for (const { ring } of forgetDeadlines(object)) ring()
}

/** Of an object that has died, nobody waits any more. */
export function forgetDeadlines(object: string): Timer[] {
  const its = [...timers].filter(isTimer).filter((timer) => timer.object === object)
  for (const timer of its) timers.delete(timer)
  return its
}

export function forgetAllDeadlines(): void {
  timers.clear()
}

function isTimer(timer: unknown): timer is Timer {
  return typeof timer === 'object' && timer !== null && 'ring' in timer
}
