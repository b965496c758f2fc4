import path from 'node:path'
import { parseArgs } from 'node:util'
import { addressKey } from '../../worker/domain/address.ts'
import { defaultState } from '../lib/paths.ts'
import type { Target } from '../lib/run-sql.ts'
import { Trouble } from '../lib/trouble.ts'

const usages = {
  export: 'npm run person:export -- --email person@acme.test [--out person.json] [--remote]',
  erase: 'npm run person:erase -- --email person@acme.test [--yes] [--remote]',
}

export type PersonOptions = {
  emailKey: string
  target: Target
  /** Where to write what is exported; otherwise it goes to the standard output. */
  out: string | null
  /** Do it, rather than say what would be done. */
  isMeant: boolean
}

export function personOptions(
  command: keyof typeof usages,
  args: readonly string[],
): PersonOptions {
  const usage = usages[command]
  const { email, out, yes, remote, local, state } = parse(args, usage)
  if (email === undefined) throw new Trouble(`Say whose address:\n${usage}`)
  if (remote && local) throw new Trouble('Say --remote or --local, not both.')
  const emailKey = addressKey(email)
  if (emailKey === null) throw new Trouble(`"${email}" is no email address.`)
  return {
    emailKey,
    target: remote ? { kind: 'remote' } : { kind: 'local', state: path.resolve(state) },
    out: out === undefined ? null : path.resolve(out),
    isMeant: yes,
  }
}

function parse(args: readonly string[], usage: string) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        email: { type: 'string' },
        out: { type: 'string' },
        yes: { type: 'boolean', default: false },
        remote: { type: 'boolean', default: false },
        local: { type: 'boolean', default: false },
        state: { type: 'string', default: defaultState },
      },
    }).values
  } catch (error) {
    throw new Trouble(`${error instanceof Error ? error.message : String(error)}\n${usage}`)
  }
}
