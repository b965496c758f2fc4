import { isDeepStrictEqual } from 'node:util'

/** What must never be. */
export class Violation extends Error {
  constructor(what: string, ...seen: unknown[]) {
    super([what, ...seen.map((one) => JSON.stringify(one))].join('\n  '))
  }
}

/** Whether two answers are the same JSON. */
export function isSame(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(one, other)
}
