/** What must never be. */
export class Violation extends Error {
  constructor(what: string, ...seen: unknown[]) {
    super([what, ...seen.map((one) => JSON.stringify(one))].join('\n  '))
  }
}
