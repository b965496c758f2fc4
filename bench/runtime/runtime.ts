import { writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Bundle } from '../../tools/lib/bundle.ts'
import { inRoot } from '../../tools/lib/paths.ts'
import { freePort } from '../../tools/lib/ports.ts'
import { startBuiltWorker } from '../../tools/lib/services.ts'
import type { Worker } from './bundles.ts'
import { workerdOf } from './cpu.ts'
import { databases, type Database } from './databases.ts'

/** Workers under one workerd, each at a port of its own. */
export type Running = {
  origins: Record<Worker, string>
  /** Of workerd. */
  pid: number
  stop: () => Promise<void>
}

export type Secrets = Record<'session' | 'invitation', string>

export type Setting = {
  bundles: Record<Worker, Bundle>
  /** Where D1 lies. */
  state: string
  /** Where the mails go. */
  mailbox: string
  secrets: Secrets
  /** Whether each D1 is reached through the worker that counts trips. */
  isObserved: boolean
}

export async function startRuntime(setting: Setting): Promise<Running> {
  const ports = {
    usher: await freePort(),
    peer: await freePort(),
    floors: await freePort(),
    trips: await freePort(),
  }
  const file = path.join(setting.state, 'runtime.json')
  writeFileSync(file, JSON.stringify(optionsOf(setting, ports)), { mode: 0o600 })
  const { pid, stop } = await startBuiltWorker({ port: ports.floors, options: file })
  return { origins: originsAt(ports), pid: workerdOf(pid), stop }
}

type Ports = Record<Worker, number>

const originAt = (port: number) => `http://127.0.0.1:${port}`

const originsAt = ({ usher, peer, floors, trips }: Ports): Record<Worker, string> => ({
  usher: originAt(usher),
  peer: originAt(peer),
  floors: originAt(floors),
  trips: originAt(trips),
})

function optionsOf({ bundles, state, mailbox, secrets, isObserved }: Setting, ports: Ports) {
  const d1 = (id: Database) =>
    isObserved ? { unsafeBindings: [unsafe('DB', 'observed-d1', id)] } : { d1Databases: { DB: id } }
  const socket = (worker: Worker, entrypoint?: string) => ({
    unsafeDirectSockets: [
      { host: '127.0.0.1', port: ports[worker], ...(entrypoint && { entrypoint }) },
    ],
  })
  const usher = {
    ...bundles.usher,
    ...d1('usher'),
    ...socket('usher'),
    bindings: {
      ...bundles.usher.bindings,
      BETTER_AUTH_SECRET: secrets.session,
      INVITATION_SECRET: secrets.invitation,
      RESEND_API_KEY: 're_local',
      APP_ORIGIN: originAt(ports.usher),
      MAIL_API_URL: mailbox,
      // Whatever a mail costs is counted; how fast a provider takes them is not what is measured.
      MAILS_PER_SECOND: '1000000',
      LIMIT_MAILS_PER_ORGANIZATION: '1000000000',
      LIMIT_MAILS_PER_ADDRESS: '1000000000',
    },
  }
  const peer = {
    ...bundles.peer,
    ...d1('peer'),
    ...socket('peer'),
    bindings: { ORIGIN: originAt(ports.peer), SECRET: secrets.session },
  }
  const floors = { ...bundles.floors, ...d1('floors'), ...socket('floors') }
  const trips = {
    ...bundles.trips,
    ...socket('trips', 'Control'),
    // Without a binding of its own kind, Miniflare has no D1 to go to.
    d1Databases: Object.fromEntries(databases.map((id) => [`D1_${id}`, id])),
    unsafeBindings: databases.map((id) => unsafe(id, 'way-to-d1', id)),
  }
  return {
    workers: isObserved ? [usher, peer, floors, trips] : [usher, peer, floors],
    port: 0,
    host: '127.0.0.1',
    resourcePersistencePath: path.join(state, 'v3'),
  }
}

const unsafe = (name: string, type: string, database: Database) => ({
  name,
  type,
  plugin: { package: inRoot('bench/runtime/trips-plugin.ts'), name: 'observed' },
  options: { database },
})
