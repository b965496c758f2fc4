import type { Reason, Refusal } from './rules.ts'

/** A line of the audit log: what was done, to what. */
export type Event = { verb: string; subjectId: string }

/** What the rules make of a command, in the world as it is. A change is made only when the oracle is told to. */
export type Outcome =
  | { kind: 'refused'; refusal: Refusal }
  | { kind: 'unchanged'; answer: unknown }
  | { kind: 'change'; make: (ids: Ids) => { answer: unknown; events: Event[] } }

/** Where the ids of new things come from: the log of what really took place. */
export type Ids = () => string

export const refused = (reason: Reason): Outcome => ({ kind: 'refused', refusal: { reason } })
export const refusedAs = (refusal: Refusal): Outcome => ({ kind: 'refused', refusal })
export const unchanged = (answer: unknown): Outcome => ({ kind: 'unchanged', answer })

export function change(make: (ids: Ids) => { answer: unknown; events: Event[] }): Outcome {
  return { kind: 'change', make }
}
