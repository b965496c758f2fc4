import path from 'node:path'
import { parseArgs, type ParseArgsOptionsConfig } from 'node:util'
import { defaultState } from './paths.ts'
import type { Target } from './run-sql.ts'
import { Trouble } from './trouble.ts'

/** What a command was told, as strings and booleans; a Trouble with its usage where it knows nothing of that. */
export function parseArguments<const Options extends ParseArgsOptionsConfig>(
  args: readonly string[],
  options: Options,
  usage: string,
) {
  try {
    return parseArgs({ args: [...args], options }).values
  } catch (error) {
    throw new Trouble(`${error instanceof Error ? error.message : String(error)}\n${usage}`)
  }
}

/** An argument that is a whole number, from `least` on. */
export function wholeNumber(name: string, text: string, least: number): number {
  const number = Number(text)
  if (Number.isSafeInteger(number) && number >= least) return number
  throw new Trouble(`${name} takes a whole number from ${least} on, not "${text}".`)
}

/** What chance begins with: made by chance itself where none is given. The same seed makes the same choices. */
export function seedOf(text: string | undefined): number {
  return text === undefined
    ? Math.floor(Math.random() * 2 ** 31)
    : wholeNumber('--seed', text, Number.MIN_SAFE_INTEGER)
}

/** Of commands that act on the local database, or with `--remote` on that at Cloudflare. */
export const targetOptions = {
  remote: { type: 'boolean', default: false },
  local: { type: 'boolean', default: false },
  state: { type: 'string', default: defaultState },
} as const

export function targetOf(told: { remote: boolean; local: boolean; state: string }): Target {
  if (told.remote && told.local) throw new Trouble('Say --remote or --local, not both.')
  return told.remote ? { kind: 'remote' } : { kind: 'local', state: path.resolve(told.state) }
}
