import type { Browser } from './browser.ts'

/** One request, and what its answer must be: `check` throws where it is something else. */
export type Call = {
  method: 'GET' | 'POST'
  path: string
  body?: object
  browser?: Browser
  check: (answer: unknown) => void
}

/** What is measured as one: mostly one call, else several that one client makes one after another. */
export type Task = readonly Call[]
