import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { bundleWorker } from './bundle.ts'
import { inRoot } from './paths.ts'
import { startBuiltWorker, type Service } from './services.ts'
import { ensureWebBuilt } from './web-build.ts'

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
  const worker = await bundleWorker(inRoot('wrangler.toml'), path.join(state, 'bundle'))
  const file = path.join(state, 'runtime.json')
  const origin = `http://127.0.0.1:${port}`
  const secrets = { BETTER_AUTH_SECRET: secret(), INVITATION_SECRET: secret() }
  const options = {
    ...worker,
    bindings: {
      ...worker.bindings,
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

const secret = () => randomBytes(32).toString('base64url')
