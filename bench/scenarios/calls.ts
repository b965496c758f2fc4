import type { Browser } from '../load/browser.ts'
import type { Call } from '../load/task.ts'

/** A procedure of Usher's that changes something, or is sent as if it did. */
export const mutate = <Answer>(
  procedure: string,
  input: object,
  browser: Browser | undefined,
  check: (answer: Answer) => void,
): Call => ({
  method: 'POST',
  path: `/api/trpc/${procedure}`,
  body: input,
  ...(browser && { browser }),
  check: (answer) => check((answer as Answered<Answer>).result.data),
})

/** A procedure of Usher's that reads. */
export const query = <Answer>(
  procedure: string,
  input: object | null,
  browser: Browser,
  check: (answer: Answer) => void,
): Call => ({
  method: 'GET',
  path: `/api/trpc/${procedure}${input ? `?input=${encodeURIComponent(JSON.stringify(input))}` : ''}`,
  browser,
  check: (answer) => check((answer as Answered<Answer>).result.data),
})

type Answered<Answer> = { result: { data: Answer } }

/** A route of the peer's, below /api/auth. */
export const peerPost = <Answer>(
  path: string,
  body: object,
  browser: Browser,
  check: (answer: Answer) => void,
): Call => ({
  method: 'POST',
  path: `/api/auth/${path}`,
  body,
  browser,
  check: (answer) => check(answer as Answer),
})

export const peerGet = <Answer>(
  path: string,
  browser: Browser,
  check: (answer: Answer) => void,
): Call => ({
  method: 'GET',
  path: `/api/auth/${path}`,
  browser,
  check: (answer) => check(answer as Answer),
})
