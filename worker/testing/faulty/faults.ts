/** What befalls a round trip, as scripts for `withSeams`. */
import type { FaultyTrip, Script } from './seams.ts'

/** D1's own words: https://developers.cloudflare.com/d1/observability/debug-d1/#error-list */
export const connectionLost = 'D1_ERROR: Network connection lost.'
export const overloaded = 'D1_ERROR: D1 DB is overloaded. Requests queued for too long.'
export const storageReset = 'D1_ERROR: Internal error in D1 DB storage caused object to be reset.'

export type Fault = (trip: FaultyTrip) => Promise<unknown>

/** The trip does not take place. */
export const failBefore =
  (message = connectionLost): Fault =>
  () =>
    Promise.reject(new Error(message))

/** It takes place, and nobody hears of it. */
export const failAfter =
  (message = connectionLost): Fault =>
  async ({ go }) => {
    await go()
    throw new Error(message)
  }

/** It never answers. */
export const stall: Fault = () => new Promise(() => {})

export const dieBefore: Fault = ({ die }) => die()

export const dieAfter: Fault = async ({ go, die }) => {
  await go()
  return die()
}

/** The fault at these trips of each object, and of what runs outside of any; the others go well. */
export function at(numbers: readonly number[], fault: Fault): Script {
  return (trip) => (numbers.includes(trip.at) ? fault(trip) : trip.go())
}
