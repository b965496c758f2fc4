import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import {
  unstable_getMiniflareWorkerOptions,
  unstable_readConfig,
  type Unstable_Config,
} from 'wrangler'
import { inRoot } from './paths.ts'
import { startBuiltWorker, type Service } from './services.ts'
import { ensureWebBuilt } from './web-build.ts'
import { wranglerMust } from './wrangler.ts'

/** A worker that was built once, and can be started again and again on the same files. */
export type Runtime = {
  origin: string
  invitationSecret: string
  start: () => Promise<Service>
}

type Asked = { port: number; mailbox: string; variables?: Record<string, string> }

/** Bundles the worker as a deployment would, and says in `state` how its runtime is to be started. */
export async function buildRuntime(
  state: string,
  { port, mailbox, variables }: Asked,
): Promise<Runtime> {
  await ensureWebBuilt()
  const bundle = path.join(state, 'bundle')
  const file = path.join(state, 'runtime.json')
  await wranglerMust(
    ['deploy', '--dry-run', '--outdir', bundle],
    'The worker could not be bundled.',
  )
  const origin = `http://127.0.0.1:${port}`
  const secrets = { BETTER_AUTH_SECRET: secret(), INVITATION_SECRET: secret() }
  const config = unstable_readConfig({ config: inRoot('wrangler.toml') })
  // The bundle is one module: rules of modules are for the sources. What .dev.vars says is for `npm start`.
  const { modulesRules: _, bindings: __, ...worker } = optionsOf(config)
  const options = {
    ...worker,
    rootPath: bundle,
    name: 'usher',
    modules: true,
    scriptPath: path.join(bundle, 'index.js'),
    bindings: {
      ...config.vars,
      ...secrets,
      RESEND_API_KEY: 're_local',
      APP_ORIGIN: origin,
      MAIL_API_URL: mailbox,
      MAILS_PER_SECOND: '100',
      ...variables,
    },
    port,
    resourcePersistencePath: path.join(state, 'v3'),
    unsafeTriggerHandlers: true,
  }
  writeFileSync(file, JSON.stringify(options), { mode: 0o600 })
  return {
    origin,
    invitationSecret: secrets.INVITATION_SECRET,
    start: async () => {
      const worker = await startBuiltWorker({ port, options: file })
      // Opens the database, so that it is the worker who finds what its predecessor left.
      await (await fetch(`${origin}/api/health`)).text()
      return worker
    },
  }
}

/** What wrangler.toml says of bindings and assets, for the runtime. */
const optionsOf = (config: Unstable_Config) =>
  unstable_getMiniflareWorkerOptions(config).workerOptions

const secret = () => randomBytes(32).toString('base64url')
