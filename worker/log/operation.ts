import { AsyncLocalStorage } from 'node:async_hooks'

/** A request, a command or a job that is under way: what every line of the log about it is found by. */
export type Operation = {
  /** Of the request that it began with; the same in the object, and for the mail that is sent at once. */
  requestId: string
  /** Round trips to D1 so far. */
  trips: number
  /** How many operations, with this one, made those together. */
  together: number
  /** The user who asks, by id; null while that is not known, or nobody is signed in. */
  who: string | null
  organizationId: string | null
  /** Why it was refused, as a name of ours. */
  reason: string | null
  /** Whether a line of the log has told how it went. */
  isTold: boolean
}

const operations = new AsyncLocalStorage<readonly Operation[]>()

/** Runs `work` as an operation: `operation()` in it, and in whatever it leaves to be done afterwards, is this one. */
export function asOperation<T>(requestId: string, work: (operation: Operation) => T): T {
  const begun: Operation = {
    requestId,
    trips: 0,
    together: 1,
    who: null,
    organizationId: null,
    reason: null,
    isTold: false,
  }
  return operations.run([begun], () => work(begun))
}

/** Runs `work` for several operations that have begun: `operation()` is the first of them, its trips are those of each. */
export function asOperations<T>(several: readonly Operation[], work: () => T): T {
  for (const one of several) one.together = Math.max(one.together, several.length)
  return operations.run(several, work)
}

/** The operation that is under way; undefined outside of any. */
export const operation = (): Operation | undefined => operations.getStore()?.[0]

/** Counts a round trip to D1. */
export function noteTrip(): void {
  for (const one of operations.getStore() ?? []) one.trips += 1
}

/** For the line that tells how it went: who it turned out to be. */
export function noteWho(userId: string): void {
  const current = operation()
  if (current) current.who = userId
}

/** For the same: which organization it is about. Only an id that was found to be one. */
export function noteOrganization(organizationId: string): void {
  const current = operation()
  if (current) current.organizationId = organizationId
}

/** For the same: why it is refused. */
export function noteReason(reason: string): void {
  const current = operation()
  if (current) current.reason = reason
}

/** 16 letters that a person can read out; nothing that a client says. */
export function newRequestId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
