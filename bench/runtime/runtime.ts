import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { waitForAnswer } from '../../tools/lib/answers.ts'
import { inRoot, root } from '../../tools/lib/paths.ts'
import { freePort } from '../../tools/lib/ports.ts'
import { startGroup } from '../../tools/lib/process-group.ts'
import { quietly } from '../../tools/lib/wrangler.ts'
import type { Bundle, Worker } from './bundles.ts'
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
  let said = ''
  let heard = (_pid: number) => {}
  const pid = new Promise<number>((resolve) => (heard = resolve))
  const group = startGroup(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', inRoot('bench/runtime/host.ts'), file],
    {
      cwd: root,
      env: quietly,
      hears: (text) => {
        if (said.length > 10_000) return
        said += text
        const [, id] = /^workerd (\d+)$/m.exec(said) ?? []
        if (id) heard(Number(id))
      },
    },
  )
  try {
    const died = group.ended.then((how) => {
      throw new Error(`The workers ${how}:\n${group.output()}`)
    })
    const found = await Promise.race([pid, died])
    const origins = originsAt(ports)
    await waitForAnswer(`${origins.floors}/json`, group.ended)
    return { origins, pid: found, stop: group.stop }
  } catch (error) {
    await group.stop()
    throw error
  }
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
      ...(bundles.usher['bindings'] as Record<string, string>),
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
