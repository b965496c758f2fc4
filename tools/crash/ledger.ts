import { isDeepStrictEqual } from 'node:util'
import type { Person } from './people.ts'
import { Violation } from './violation.ts'

/** Something that a client wants done, once: the same operation each time that it is sent. */
export type Deed = {
  operationId: string
  organizationId: string
  procedure: string
  input: Record<string, unknown>
  /** `null`: whoever holds the link. */
  by: Person | null
  /** What the answer tells about what can be done next. */
  learn: (answer: unknown) => void
  state: 'unknown' | 'acknowledged' | 'refused'
  answer?: unknown
  reason?: string
  /** It was found in the database before anybody heard of it. */
  wasFound?: boolean
}

/** What was asked for, and what was heard of it. */
export class Ledger {
  readonly deeds = new Map<string, Deed>()
  acknowledgements = 0
  /** How often who sent an operation again heard the answer of the first time. */
  repeated = 0

  #awaited: { count: number; reached: () => void } | null = null

  /** Settles at the very moment of so many acknowledgements more. */
  more(acknowledgements: number): Promise<void> {
    return new Promise((reached) => {
      this.#awaited = { count: this.acknowledgements + acknowledgements, reached }
    })
  }

  add(deed: Deed): void {
    this.deeds.set(deed.operationId, deed)
  }

  acknowledge(deed: Deed, answer: unknown): void {
    this.acknowledgements += 1
    if (this.acknowledgements === this.#awaited?.count) this.#awaited.reached()
    if (deed.state === 'acknowledged') {
      if (!isDeepStrictEqual(deed.answer, answer))
        throw new Violation('answered in two ways', deed, answer)
      this.repeated += 1
      return
    }
    deed.state = 'acknowledged'
    deed.answer = answer
    deed.learn(answer)
  }

  refuse(deed: Deed, reason: string): void {
    const isDone = deed.state === 'acknowledged' || deed.wasFound === true
    if (isDone) throw new Violation(`done, and refused when sent again: ${reason}`, deed)
    deed.state = 'refused'
    deed.reason = reason
  }

  /** How many are in a state. */
  count(state: Deed['state']): number {
    return [...this.deeds.values()].filter((deed) => deed.state === state).length
  }
}
