import { randomBytes } from 'node:crypto'
import { existsSync, writeFileSync } from 'node:fs'
import { inRoot } from './paths.ts'

/** Where wrangler looks for the secrets of a local worker. */
export const devVars = inRoot('.dev.vars')

/** Writes a file of random secrets for a local worker, unless there is one. Answers whether it was written. */
export function ensureSecrets(file: string): boolean {
  if (existsSync(file)) return false
  writeFileSync(file, secretsText(), { mode: 0o600, flag: 'wx' })
  return true
}

function secretsText(): string {
  const secret = () => randomBytes(32).toString('base64url')
  return [
    '# Made by `npm start` for this machine alone. See .dev.vars.example for what else can stand here.',
    `BETTER_AUTH_SECRET=${secret()}`,
    `INVITATION_SECRET=${secret()}`,
    '# The local mailbox takes any key.',
    'RESEND_API_KEY=re_local',
    '',
  ].join('\n')
}
