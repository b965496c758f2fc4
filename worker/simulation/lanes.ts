/**
 * Who goes next. Each object is a lane (it does one thing at a time), and so is each thing that is done outside of
 * any. Whoever comes to a seam waits until every lane that is busy has come to one; then one of those that wait goes
 * on, by the plan. So what is interleaved how is the plan's, not the machine's.
 */
import { connectionLost, overloaded } from '../testing/faulty/faults.ts'
import type { FaultyTrip } from '../testing/faulty/seams.ts'
import { forgetDeadlines, ringDeadlines } from './deadlines.ts'

export const tripFaults = [
  /** It does not take place. */
  'fails',
  /** It takes place, and nobody hears of it. */
  'unheard',
  'overloaded',
  /** Whoever makes it dies before it, or after it. */
  'dies',
  'diesAfter',
  /** Nobody waits for it any more; it goes on all the same, some time later. */
  'late',
] as const
export type TripFault = (typeof tripFaults)[number]

export type Plan = {
  /** Which of those that wait goes next, one after the other and then from the start. */
  picks: readonly number[]
  /** What befalls the n-th trip, from 0. */
  faults: readonly { at: number; kind: TripFault }[]
}

type Fate = TripFault | 'well'
type Waiting = { lane: string; at: number; fate: Fate | null; trip: FaultyTrip | null }

export class Lanes {
  /** How many are under way in each lane, and not in another one meanwhile. */
  readonly #underWay = new Map<string, number>()
  readonly #gone = new Set<string>()
  readonly drawn = new Map<TripFault, number>()
  /** The objects that have died, by their names. */
  readonly dead = new Set<string>()
  #plan: Plan | null = null
  #waiting: Waiting[] = []
  #picked = 0
  #trips = 0
  #arrived = 0
  /** On their way to D1 and back, from when they were chosen on. */
  readonly #running = new Set<FaultyTrip>()
  /** Gives up on what is done in a lane outside of any object. */
  giveUp: (lane: string) => void = () => {}

  /** From now on by this plan; `null`: nobody waits for anybody. */
  follow(plan: Plan | null): void {
    this.#plan = plan
    this.#picked = 0
    this.#trips = 0
    // What is left over from before is in no lane that anybody waits for, unless a living object is held by it: what is
    // asked of that now waits behind it. So it is when a job that nobody waits for any more goes on sending commands.
    for (const one of this.#waiting) {
      if (isOutside(one.lane) || !one.trip) one.lane = `left over ${one.at}`
    }
    this.#letGo()
  }

  enter(lane: string): void {
    if (this.#gone.has(lane)) return
    this.#underWay.set(lane, (this.#underWay.get(lane) ?? 0) + 1)
  }

  leave(lane: string): void {
    if (this.#gone.has(lane)) return
    this.#underWay.set(lane, (this.#underWay.get(lane) ?? 1) - 1)
    this.#letGo()
  }

  /** Nobody waits for this lane any more, whatever still goes on in it. */
  forget(lane: string): void {
    this.#gone.add(lane)
    this.#underWay.delete(lane)
    this.#letGo()
  }

  /** How many wait, or are on their way to D1 and back. */
  get left(): number {
    return this.#waiting.length + this.#running.size
  }

  /** For when nothing moves any more. */
  describe(): string {
    const busy = [...this.#underWay].flatMap(([lane, count]) =>
      count > 0 ? [`${lane}: ${count}`] : [],
    )
    const waiting = this.#waiting.map(({ lane, at }) => `${lane} (${at})`)
    return `busy ${busy.join(', ')}; waiting ${waiting.join(', ')}; on their way ${this.#running.size}`
  }

  /** One round trip to D1, as a script for `withSeams`. */
  async trip(trip: FaultyTrip, lane: string): Promise<unknown> {
    let fate = await this.#turn(lane, trip)
    if (fate === 'late') {
      const later = this.#wait(`left over ${this.#arrived}`, trip)
      this.#running.delete(trip)
      if (isOutside(lane)) this.giveUp(lane)
      else ringDeadlines(lane)
      // It may look for its fate only now that nobody waits for anybody any more.
      if (this.#plan === null) this.#letGo()
      fate = await this.#until(later)
    }
    this.#running.add(trip)
    try {
      return await this.#go(trip, lane, fate)
    } finally {
      this.#running.delete(trip)
    }
  }

  /** A seam where nothing is broken but the order: the mail API is asked. */
  async pass(lane: string): Promise<void> {
    await this.#turn(lane, null)
  }

  async #turn(lane: string, trip: FaultyTrip | null): Promise<Fate> {
    if (this.#plan === null) return 'well'
    const waiting = this.#wait(lane, trip)
    this.#letGo()
    return this.#until(waiting)
  }

  #wait(lane: string, trip: FaultyTrip | null): Waiting {
    this.#arrived += 1
    const waiting: Waiting = { lane, at: this.#arrived, fate: null, trip }
    this.#waiting.push(waiting)
    return waiting
  }

  async #until(waiting: Waiting): Promise<Fate> {
    // workerd lets no object await a promise that another one resolves, so it has to look.
    while (waiting.fate === null) await scheduler.wait(0)
    return waiting.fate
  }

  #letGo(): void {
    while (this.#waiting.length > 0 && (this.#plan === null || this.#everybodyWaits())) {
      const chosen = this.#choose()
      chosen.fate = this.#fateOf(chosen)
      // Whoever was chosen looks for it some time later, and is on its way until then as well; the dead never look.
      if (chosen.trip && !this.dead.has(chosen.trip.object ?? '')) this.#running.add(chosen.trip)
      this.#waiting = this.#waiting.filter((one) => one !== chosen)
    }
  }

  #everybodyWaits(): boolean {
    return [...this.#underWay].every(
      ([lane, count]) => count <= 0 || this.#waiting.some((one) => one.lane === lane),
    )
  }

  #choose(): Waiting {
    const inOrder = this.#waiting.toSorted((one, other) =>
      one.lane === other.lane ? one.at - other.at : one.lane < other.lane ? -1 : 1,
    )
    const picks = this.#plan?.picks ?? []
    const pick = picks[this.#picked % Math.max(picks.length, 1)] ?? 0
    this.#picked += 1
    return inOrder[pick % inOrder.length] as Waiting
  }

  #fateOf({ trip }: Waiting): Fate {
    if (this.#plan === null || !trip) return 'well'
    const at = this.#trips
    this.#trips += 1
    const fault = this.#plan.faults.find((one) => one.at === at)
    if (!fault) return 'well'
    this.drawn.set(fault.kind, (this.drawn.get(fault.kind) ?? 0) + 1)
    return fault.kind
  }

  async #go(trip: FaultyTrip, lane: string, fate: Fate): Promise<unknown> {
    switch (fate) {
      case 'well':
      case 'late':
        return trip.go()
      case 'fails':
        throw new Error(connectionLost)
      case 'overloaded':
        throw new Error(overloaded)
      case 'unheard':
        await trip.go()
        throw new Error(connectionLost)
      case 'dies':
        return this.#die(trip, lane)
      case 'diesAfter':
        await trip.go()
        return this.#die(trip, lane)
    }
  }

  #die(trip: FaultyTrip, lane: string): Promise<never> {
    // What never ends must not be waited for, with an object all that it had begun.
    for (const one of this.#running) if (one.object === trip.object) this.#running.delete(one)
    if (!isOutside(lane)) {
      for (const one of this.#waiting) if (one.trip?.object === trip.object) one.trip = null
      this.dead.add(trip.object ?? '')
      forgetDeadlines(trip.object ?? '')
      return trip.die()
    }
    this.giveUp(lane)
    return new Promise(() => {})
  }
}

/** The lane of the n-th of what is done outside of any object. */
export const outsideLane = (n: number) => `outside ${n}`
const isOutside = (lane: string) => lane.startsWith('outside ')
