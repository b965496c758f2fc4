import { unstable_readConfig } from 'wrangler'
import { ensureRemoteDatabase } from './deploy/database.ts'
import { howToSet, missingSecrets } from './deploy/secrets.ts'
import { healthOf } from './deploy/health.ts'
import { deployedVariables, localVariables, wrongVariables } from './deploy/variables.ts'
import { command } from './lib/command.ts'
import { step } from './lib/output.ts'
import { inRoot } from './lib/paths.ts'
import { Trouble } from './lib/trouble.ts'
import { ensureWebBuilt } from './lib/web-build.ts'
import { wrangler } from './lib/wrangler.ts'

// What is not known here is wrangler's: `npm run deploy -- --var APP_ORIGIN:https://usher.example.com`
await command(async (args) => {
  const isDry = args.includes('--dry-run')
  const { vars } = unstable_readConfig({ config: inRoot('wrangler.toml') })
  const variables = deployedVariables(vars, args)
  if (!isDry) await prepareAccount(vars, args)
  await step('Building the app', ensureWebBuilt)
  const { code } = await wrangler(['deploy', ...args], (text) => void process.stdout.write(text))
  if (code === 0 && !isDry) {
    console.log(
      '\nUsher is deployed. The first time, invite its Owner: npm run bootstrap -- --remote --organization "…" --email …',
    )
    console.log(await healthOf(variables.APP_ORIGIN ?? ''))
  }
  return code
})

async function prepareAccount(
  vars: Record<string, unknown>,
  args: readonly string[],
): Promise<void> {
  // Cloudflare's own builds have asked for both before, and set them as they deploy.
  const isAsked = process.env['WORKERS_CI'] === '1'
  const local = localVariables(vars, args)
  if (local.length > 0 && !isAsked) {
    throw new Trouble(
      `${local.join(', ')} in wrangler.toml [vars] are meant for this machine: put in what holds for your deployment ` +
        '(.dev.vars.example says what each is), or give them with --var NAME:value. Nothing was deployed.',
    )
  }
  const wrong = wrongVariables(deployedVariables(vars, args))
  if (wrong.length > 0 && !isAsked) {
    throw new Trouble(
      `Something is wrong in wrangler.toml [vars]:\n  ${wrong.join('\n  ')}\n\nNothing was deployed.`,
    )
  }
  await step('Looking after the database', ensureRemoteDatabase)
  const missing = await step('Looking for the secrets', missingSecrets)
  if (missing.length > 0 && !isAsked) {
    throw new Trouble(
      `Without its secrets Usher answers nothing. Set what is missing, and deploy again:\n\n${howToSet(missing)}\n\nNothing was deployed.`,
    )
  }
}
