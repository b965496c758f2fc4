import { existsSync, readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { unstable_readConfig } from 'wrangler'
import { problemsOf, type Variables } from '../../worker/variables.ts'
import { inRoot } from './paths.ts'
import { Trouble } from './trouble.ts'

/** Throws a Trouble that names each variable of wrangler.toml, or of a file of secrets, that is wrong. */
export function checkVariables(secrets: string): void {
  const { vars } = unstable_readConfig({ config: inRoot('wrangler.toml') })
  const text = existsSync(secrets) ? readFileSync(secrets, 'utf8') : ''
  // What stands in the file wins, as it does in wrangler.
  const problems = problemsOf({ ...(vars as Partial<Variables>), ...parseEnv(text) })
  if (problems.length === 0) return
  throw new Trouble(
    `Something is wrong in ${secrets}, or in [vars] of wrangler.toml:\n  ${problems.join('\n  ')}\n` +
      '.dev.vars.example says what each is. Without .dev.vars, `npm start` makes one with fresh secrets.',
  )
}
