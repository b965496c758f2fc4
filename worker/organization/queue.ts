/** How long a caller waits, from the moment that a command came in. */
const deadlineMs = 10_000

/** A command ran past its deadline, or waited past it for its turn. */
export const late = Symbol('late')

/**
 * Runs one piece of work at a time, in the order in which they came. Awaiting D1 does not hold a Durable
 * Object's gates, so without this ten commands would all be decided on the same rows. What is late frees its
 * place: its caller hears `late`, the next one begins, and the fence keeps the two apart.
 */
export class CommandQueue {
  #last: Promise<unknown> = Promise.resolve()
  readonly #deadlineMs: number

  constructor(milliseconds = deadlineMs) {
    this.#deadlineMs = milliseconds
  }

  /** `isLate` tells the work whether anybody still waits for it. */
  run<T>(work: (isLate: () => boolean) => Promise<T>): Promise<T | typeof late> {
    let isLate = false
    let stopWaiting = () => {}
    const deadline = new Promise<typeof late>((resolve) => {
      const timer = setTimeout(() => {
        isLate = true
        resolve(late)
      }, this.#deadlineMs)
      stopWaiting = () => clearTimeout(timer)
    })
    const turn = this.#last.then(() =>
      isLate ? late : Promise.race([work(() => isLate), deadline]),
    )
    this.#last = turn.then(
      () => undefined,
      () => undefined,
    )
    return Promise.race([turn, deadline]).finally(stopWaiting)
  }
}
