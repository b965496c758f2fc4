import { parseArguments, seedOf, wholeNumber } from '../lib/arguments.ts'

export type CrashOptions = { kills: number; clients: number; seed: number }

/** A seed by chance where none is given: it is printed, and chooses the same deeds and moments again. */
export function crashOptions(args: readonly string[]): CrashOptions {
  const { kills, clients, seed } = parseArguments(
    args,
    {
      kills: { type: 'string', default: '50' },
      clients: { type: 'string', default: '32' },
      seed: { type: 'string' },
    },
    'What can be said: --kills 50 --clients 32 --seed 1',
  )
  return {
    kills: wholeNumber('--kills', kills, 1),
    clients: wholeNumber('--clients', clients, 1),
    seed: seedOf(seed),
  }
}
