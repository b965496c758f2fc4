import { parseArgs } from 'node:util'
import { Trouble } from '../lib/trouble.ts'

export type CrashOptions = { kills: number; clients: number; seed: number }

/** A seed by chance where none is given: it is printed, and chooses the same deeds and moments again. */
export function crashOptions(args: readonly string[]): CrashOptions {
  const { kills, clients, seed } = parse(args)
  return {
    kills: numberOf('--kills', kills, 1),
    clients: numberOf('--clients', clients, 1),
    seed: seed === undefined ? Math.floor(Math.random() * 2 ** 31) : numberOf('--seed', seed, 0),
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        kills: { type: 'string', default: '50' },
        clients: { type: 'string', default: '32' },
        seed: { type: 'string' },
      },
    }).values
  } catch (error) {
    throw new Trouble(
      `${error instanceof Error ? error.message : String(error)}\nWhat can be said: --kills 50 --clients 32 --seed 1`,
    )
  }
}

function numberOf(name: string, text: string, least: number): number {
  const number = Number(text)
  if (Number.isSafeInteger(number) && number >= least) return number
  throw new Trouble(`${name} takes a whole number from ${least} on, not "${text}".`)
}
