import { operation, type Operation } from '../log/operation.ts'

/** How long a caller waits, from the moment that a command came in. */
const deadlineMs = 10_000

/**
 * What a group may have of commands. Its two trips and its statements are hardly more for this many than for one; where
 * its commit fails, each is carried out by itself.
 */
const mostTogether = 32

/** A command ran past its deadline, or waited past it for its turn. */
export const late = Symbol('late')

/** A command whose turn it is. */
export type Waiting<C, A> = {
  command: C
  /** For the log: what it is part of. */
  operation: Operation | undefined
  /** Tells the work whether nobody waits for it any more. */
  isLate: () => boolean
  answer: (answer: A) => void
  fail: (error: unknown) => void
}

type InLine<C, A> = Waiting<C, A> & {
  size: number
  /** Answered, failed or late. */
  isOver: boolean
  outcome: Promise<A | typeof late>
}

/**
 * Has one group of commands carried out at a time: whatever waits when the one before is done, in the order in which
 * it came. Awaiting D1 does not hold a Durable Object's gates, so without this ten commands would all be decided on
 * the same rows. What is late frees its place: its caller hears `late`, the next group begins, and the fence keeps
 * the two apart.
 */
export class CommandQueue<C, A> {
  readonly #carryOut: (group: readonly Waiting<C, A>[]) => Promise<void>
  readonly #deadlineMs: number
  #line: InLine<C, A>[] = []
  #isServing = false

  /** `carryOut` answers the first of the group at least; those that it leaves are the first of the next one. */
  constructor(
    carryOut: (group: readonly Waiting<C, A>[]) => Promise<void>,
    milliseconds = deadlineMs,
  ) {
    this.#carryOut = carryOut
    this.#deadlineMs = milliseconds
  }

  /** `size`: as how many commands it counts. */
  add(command: C, size = 1): Promise<A | typeof late> {
    const one = inLine<C, A>(command, size, this.#deadlineMs)
    this.#line.push(one)
    if (!this.#isServing) void this.#serve()
    return one.outcome
  }

  async #serve(): Promise<void> {
    this.#isServing = true
    for (let group = this.#take(); group.length > 0; group = this.#take()) {
      const outcomes = Promise.allSettled(group.map(({ outcome }) => outcome))
      await Promise.race([this.#carryOutOrFail(group), outcomes])
      this.#line.unshift(...group)
    }
    this.#isServing = false
  }

  #take(): InLine<C, A>[] {
    this.#line = this.#line.filter(({ isOver }) => !isOver)
    let size = 0
    const end = this.#line.findIndex((one, at) => (size += one.size) > mostTogether && at > 0)
    return this.#line.splice(0, end === -1 ? this.#line.length : end)
  }

  async #carryOutOrFail(group: readonly InLine<C, A>[]): Promise<void> {
    try {
      await this.#carryOut(group)
    } catch (error) {
      for (const { fail } of group) fail(error)
    }
  }
}

function inLine<C, A>(command: C, size: number, milliseconds: number): InLine<C, A> {
  const { promise, resolve, reject } = Promise.withResolvers<A | typeof late>()
  let isLate = false
  const timer = setTimeout(() => {
    isLate = true
    end(() => resolve(late))
  }, milliseconds)
  const end = (settle: () => void) => {
    clearTimeout(timer)
    one.isOver = true
    settle()
  }
  const one: InLine<C, A> = {
    command,
    size,
    operation: operation(),
    isLate: () => isLate,
    answer: (answer) => end(() => resolve(answer)),
    fail: (error) => end(() => reject(error)),
    isOver: false,
    outcome: promise,
  }
  return one
}
