/** Several commands at once, in an order of their trips to D1 that a test says. */
import { env } from 'cloudflare:workers'
import { interceptTrips } from './trips.ts'

/**
 * Starts each of the works with a D1 of its own, and lets them make their trips in this order: `0, 1, 1, 0` is the
 * first one's first trip, both of the second one's, the first one's second. What they still have to do then is done
 * one after the other.
 */
export async function interleave<T>(
  works: readonly ((d1: D1Database) => Promise<T>)[],
  order: readonly number[],
): Promise<T[]> {
  const paused = works.map(pause)
  for (const at of order) await paused[at]?.step()
  for (const work of paused) while (await work.step()) continue
  return Promise.all(paused.map(({ answer }) => answer))
}

function pause<T>(work: (d1: D1Database) => Promise<T>) {
  let trip: (() => void) | null = null
  let standsStill = () => {}
  const nextStand = () => new Promise<void>((resolve) => (standsStill = resolve))
  let stand = nextStand()
  const d1 = interceptTrips(env.DB, async ({ go }) => {
    await new Promise<void>((resolve) => {
      trip = resolve
      standsStill()
    })
    return go()
  })
  const answer = work(d1).finally(() => standsStill())
  /** Lets it make its next trip; `false` when there is none any more. */
  async function step(): Promise<boolean> {
    await stand
    const go = trip
    if (!go) return false
    trip = null
    stand = nextStand()
    go()
    await stand
    return true
  }
  return { answer, step }
}

/**
 * Every order in which so many commands, each of which loads and then commits, can do so. Loads next to each other
 * read the same whichever is first, so of orders that differ in that alone there is one.
 */
export function ordersOf(commands: number): number[][] {
  const orders: number[][] = []
  const grow = (order: number[], lastLoaded: number) => {
    if (order.length === 2 * commands) return void orders.push(order)
    for (let next = 0; next < commands; next += 1) {
      const done = order.filter((at) => at === next).length
      const isSameAsAnother = done === 0 && next < lastLoaded
      if (done < 2 && !isSameAsAnother) grow([...order, next], done === 0 ? next : -1)
    }
  }
  grow([], -1)
  return orders
}

/** Whether each command commits before the next one loads. */
export function isSerial(order: readonly number[]): boolean {
  return order.every((command, at) => at % 2 === 0 || command === order[at - 1])
}
