import path from 'node:path'
import { parseArgs } from 'node:util'
import { addressKey, mailableAddress } from '../../worker/domain/address.ts'
import { locales, type Locale } from '../../worker/domain/mail.ts'
import { cleanName } from '../../worker/domain/name.ts'
import { defaultState } from '../lib/paths.ts'
import type { Target } from '../lib/run-sql.ts'
import { Trouble } from '../lib/trouble.ts'

const usage =
  'npm run bootstrap -- --organization "Acme" --email owner@acme.test [--remote] [--locale ja]'

export type BootstrapOptions = {
  name: string
  email: string
  emailKey: string
  recipient: string
  locale: Locale
  target: Target
}

export function bootstrapOptions(args: readonly string[]): BootstrapOptions {
  const { organization, email, locale, remote, local, state } = parse(args)
  if (organization === undefined || email === undefined) throw new Trouble(`Say both:\n${usage}`)
  if (remote && local) throw new Trouble('Say --remote or --local, not both.')
  const name = cleanName(organization)
  if (name === null)
    throw new Trouble('The organization needs a name of 1 to 200 characters, on one line.')
  const emailKey = addressKey(email)
  const recipient = mailableAddress(email)
  if (emailKey === null || recipient === null)
    throw new Trouble(`No mail can be sent to "${email}".`)
  const spoken = locales.find((known) => known === locale)
  if (!spoken)
    throw new Trouble(`Mails are written in ${locales.join(' or ')}, not in "${locale}".`)
  return {
    name,
    email: email.trim(),
    emailKey,
    recipient,
    locale: spoken,
    target: remote ? { kind: 'remote' } : { kind: 'local', state: path.resolve(state) },
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        organization: { type: 'string' },
        email: { type: 'string' },
        locale: { type: 'string', default: 'en' },
        remote: { type: 'boolean', default: false },
        local: { type: 'boolean', default: false },
        state: { type: 'string', default: defaultState },
      },
    }).values
  } catch (error) {
    throw new Trouble(`${error instanceof Error ? error.message : String(error)}\n${usage}`)
  }
}
