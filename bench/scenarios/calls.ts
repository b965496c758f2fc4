import type { Browser } from '../load/browser.ts'
import type { Call } from '../load/task.ts'

/** What an answer holds, by names; a list has its length. */
export type Answer = Record<string, unknown>

type Check = (answer: Answer) => void

/** A procedure of Usher's that changes something, or is sent as if it did. */
export const mutate = (
  procedure: string,
  input: object,
  browser: Browser | undefined,
  check: Check,
): Call => ({
  method: 'POST',
  path: `/api/trpc/${procedure}`,
  body: input,
  ...(browser && { browser }),
  check: (answer) => check(dataOf(answer)),
})

/** A procedure of Usher's that reads. */
export const query = (
  procedure: string,
  input: object | null,
  browser: Browser,
  check: Check,
): Call => ({
  method: 'GET',
  path: `/api/trpc/${procedure}${input ? `?input=${encodeURIComponent(JSON.stringify(input))}` : ''}`,
  browser,
  check: (answer) => check(dataOf(answer)),
})

const dataOf = (answer: unknown) => (answer as { result: { data: Answer } }).result.data

/** A route of the peer's, below /api/auth. */
export const peerPost = (path: string, body: object, browser: Browser, check: Check): Call => ({
  method: 'POST',
  path: `/api/auth/${path}`,
  body,
  browser,
  check: (answer) => check(answer as Answer),
})

export const peerGet = (path: string, browser: Browser, check: Check): Call => ({
  method: 'GET',
  path: `/api/auth/${path}`,
  browser,
  check: (answer) => check(answer as Answer),
})

/** Whether something is a list of so many. */
export const hasLength = (list: unknown, length: number) =>
  Array.isArray(list) && list.length === length
