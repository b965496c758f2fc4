import { ensureDemo } from '../demo/seed.ts'
import { devVars, ensureSecrets } from './dev-vars.ts'
import { migrate } from './local-database.ts'
import { checkVariables } from './local-variables.ts'
import { step } from './output.ts'

/** Brings secrets, database and demo into being where they are missing; what is there stays. */
export async function prepare(state: string): Promise<void> {
  if (ensureSecrets(devVars)) console.log('Wrote .dev.vars with fresh secrets for this machine')
  checkVariables(devVars)
  await step('Bringing the local database up to date', () => migrate(state))
  await step('Looking after the demo', () => ensureDemo(state))
}
