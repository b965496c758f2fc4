/** What the platform gives by chance or by the hour, as the simulation gives it, until it is over. */
import { forgetAllDeadlines, setDeadline, unsetDeadline } from './deadlines.ts'

export type Given = {
  now: () => number
  newId: () => ReturnType<typeof crypto.randomUUID>
  fetch: (init: RequestInit | undefined) => Promise<Response>
  /** Hears each line that is logged as an error. */
  hear: (line: string) => void
}

let given: Given | null = null

/** What is given from now on; `null`: as the platform gives it. */
export function give(next: Given | null): void {
  given = next
}

/** Answers how to take it back. */
export function override(): () => void {
  const { setTimeout, clearTimeout, fetch } = globalThis
  const now = Date.now
  const randomUUID = crypto.randomUUID.bind(crypto)
  const { log, warn, error } = console
  const changed = {
    setTimeout: (ring: () => void, milliseconds?: number) =>
      setDeadline(ring, milliseconds) ?? setTimeout(ring, milliseconds),
    clearTimeout: (timer: unknown) => {
      if (!unsetDeadline(timer)) clearTimeout(timer as number)
    },
    fetch: (input: RequestInfo | URL, init?: RequestInit) =>
      given ? given.fetch(init) : fetch(input as RequestInfo, init as RequestInit<never>),
  }
  Object.assign(globalThis, changed)
  Date.now = () => given?.now() ?? now.call(Date)
  crypto.randomUUID = () => given?.newId() ?? randomUUID()
  // The worker's lines on what was broken would be many.
  Object.assign(console, {
    log: () => {},
    warn: () => {},
    error: (line: unknown) => given?.hear(String(line)),
  })
  return () => {
    Object.assign(globalThis, { setTimeout, clearTimeout, fetch })
    Object.assign(console, { log, warn, error })
    Date.now = now
    crypto.randomUUID = randomUUID
    forgetAllDeadlines()
  }
}
