import { addressKey, mailableAddress } from '../../worker/domain/address.ts'
import { locales, type Locale } from '../../worker/domain/mail.ts'
import { cleanName } from '../../worker/domain/name.ts'
import { parseArguments, targetOf, targetOptions } from '../lib/arguments.ts'
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
  const { organization, email, locale, ...told } = parseArguments(
    args,
    {
      organization: { type: 'string' },
      email: { type: 'string' },
      locale: { type: 'string', default: 'en' },
      ...targetOptions,
    },
    usage,
  )
  if (organization === undefined || email === undefined) throw new Trouble(`Say both:\n${usage}`)
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
    target: targetOf(told),
  }
}
