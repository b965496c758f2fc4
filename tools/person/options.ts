import path from 'node:path'
import { addressKey } from '../../worker/domain/address.ts'
import { parseArguments, targetOf, targetOptions } from '../lib/arguments.ts'
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
  const { email, out, yes, ...told } = parseArguments(
    args,
    {
      email: { type: 'string' },
      out: { type: 'string' },
      yes: { type: 'boolean', default: false },
      ...targetOptions,
    },
    usage,
  )
  if (email === undefined) throw new Trouble(`Say whose address:\n${usage}`)
  const emailKey = addressKey(email)
  if (emailKey === null) throw new Trouble(`"${email}" is no email address.`)
  return {
    emailKey,
    target: targetOf(told),
    out: out === undefined ? null : path.resolve(out),
    isMeant: yes,
  }
}
