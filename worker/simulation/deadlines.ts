/** The deadlines of commands, which pass when the simulation says so: a busy machine makes nothing late. */
import { vi } from 'vitest'
import { laneOfThis } from './lane-of-this.ts'

const deadlineMs = 10_000

type Timer = { object: string; ring: () => void }

let current = ''
const timers = new Set<Timer>()

/** Which object begins a command now: the deadline that is set next is one of its. */
export function beginsCommand(object: string): void {
  current = object
}

/** To be called from the object itself: nothing else may resolve what it waits for. */
export function ringDeadlines(object: string): void {
  for (const timer of timers) {
    if (timer.object !== object) continue
    timers.delete(timer)
    timer.ring()
  }
}

/** Of an object that has died, nobody waits any more. */
export function forgetDeadlines(object: string): void {
  for (const timer of timers) if (timer.object === object) timers.delete(timer)
}

export function holdDeadlines(): void {
  const { setTimeout, clearTimeout } = globalThis
  const set = (ring: () => void, milliseconds?: number) => {
    if (milliseconds !== deadlineMs) return setTimeout(ring, milliseconds)
    const timer = { object: laneOfThis.getStore() ?? current, ring }
    timers.add(timer)
    return timer
  }
  const clear = (timer: Timer | number) => {
    if (typeof timer === 'object' && timers.has(timer as Timer)) timers.delete(timer as Timer)
    else clearTimeout(timer as unknown as number)
  }
  vi.stubGlobal('setTimeout', set)
  vi.stubGlobal('clearTimeout', clear)
}
