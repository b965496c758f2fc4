import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { ensureDemo } from '../demo/seed.ts'
import { migrate } from './local-database.ts'
import { freePort } from './ports.ts'
import { stopAllGroups } from './process-group.ts'
import { buildRuntime } from './runtime.ts'
import { startMailbox } from './services.ts'

/** An Usher of its own: the built worker and a mailbox on free ports, the demo in a folder that goes with it. */
export type Scratch = { app: string; mailbox: string; state: string; stop: () => Promise<void> }

export async function startScratch(): Promise<Scratch> {
  const state = mkdtempSync(path.join(tmpdir(), 'usher-'))
  const stop = async () => {
    await stopAllGroups()
    rmSync(state, { recursive: true, force: true })
  }
  // A test runner that is ended has no time for its clean-up; what was started goes with the process then.
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1))
  process.once('exit', () => rmSync(state, { recursive: true, force: true }))
  try {
    await migrate(state)
    await ensureDemo(state)
    const mailbox = await startMailbox({ port: await freePort(), state })
    const runtime = await buildRuntime(state, { port: await freePort(), mailbox: mailbox.origin })
    const worker = await runtime.start()
    return { app: worker.origin, mailbox: mailbox.origin, state, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
