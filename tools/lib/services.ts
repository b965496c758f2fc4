import path from 'node:path'
import { waitForAnswer } from './answers.ts'
import { bin, inRoot, root } from './paths.ts'
import { startGroup, type GroupOptions, type ProcessGroup } from './process-group.ts'
import { Trouble } from './trouble.ts'
import { quietly } from './wrangler.ts'

/** A server that answers. */
export type Service = ProcessGroup & { name: string; origin: string }

/** The built app and the worker, as `wrangler dev` runs them, on the D1 and the objects in `state`. */
export function startWorker(options: {
  port: number
  state: string
  mailbox: string
  hears?: GroupOptions['hears']
}): Promise<Service> {
  const origin = `http://localhost:${options.port}`
  const vars = { APP_ORIGIN: origin, MAIL_API_URL: options.mailbox, MAILS_PER_SECOND: '100' }
  return start(
    'The worker',
    origin,
    options.port,
    bin('wrangler'),
    [
      'dev',
      `--port=${options.port}`,
      // 0 takes any: a debugger's port must not stand in the way of a second Usher.
      '--inspector-port=0',
      `--persist-to=${options.state}`,
      '--log-level=error',
      '--show-interactive-dev-session=false',
      ...Object.entries(vars).flatMap(([name, value]) => ['--var', `${name}:${value}`]),
    ],
    options.hears,
  )
}

/** The worker of a simulation, on an empty D1 in `state`. */
export function startSimulationWorker(options: { port: number; state: string }): Promise<Service> {
  const { port, state } = options
  return start('The simulation', `http://127.0.0.1:${port}`, port, bin('wrangler'), [
    'dev',
    `--config=${inRoot('worker/simulation/wrangler.toml')}`,
    `--port=${port}`,
    '--inspector-port=0',
    `--persist-to=${state}`,
    '--log-level=error',
    '--show-interactive-dev-session=false',
  ])
}

/** The worker as it was built, under its runtime alone; `options` is a file that says how (host.ts). */
export function startBuiltWorker(options: { port: number; options: string }): Promise<Service> {
  const { port, options: file } = options
  return start('The worker', `http://127.0.0.1:${port}`, port, process.execPath, [
    '--disable-warning=ExperimentalWarning',
    inRoot('tools/lib/host.ts'),
    file,
  ])
}

/** The app and the worker with hot reload of both. */
export function startVite(options: {
  port: number
  hears: GroupOptions['hears']
}): Promise<Service> {
  const { port, hears } = options
  return start(
    'Vite',
    `http://localhost:${port}`,
    port,
    bin('vite'),
    ['dev', `--port=${port}`, '--strictPort', '--host=127.0.0.1', '--clearScreen=false'],
    hears,
    inRoot('web'),
  )
}

/** The local mailbox, which keeps its mails in `state`. */
export function startMailbox(options: {
  port: number
  state: string
  hears?: GroupOptions['hears']
}): Promise<Service> {
  return start(
    'The mailbox',
    `http://localhost:${options.port}`,
    options.port,
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      inRoot('tools/mailbox/main.ts'),
      `--port=${options.port}`,
      `--file=${mailboxFile(options.state)}`,
    ],
    options.hears,
  )
}

/** Where the local mailbox keeps its mails. */
export const mailboxFile = (state: string) => path.join(state, 'mailbox.jsonl')

/** Never settles while all of them run; throws a Trouble when one has ended by itself. */
export async function untilOneEnds(services: readonly Service[]): Promise<never> {
  const how = await Promise.race(services.map(async ({ name, ended }) => `${name} ${await ended}`))
  throw new Trouble(`${how}. What it said stands above. Nothing was lost: start again.`)
}

/** Starts a server and waits until it answers; one that does not is stopped, and its last words are told. */
async function start(
  name: string,
  origin: string,
  port: number,
  command: string,
  args: readonly string[],
  hears?: GroupOptions['hears'],
  cwd = root,
): Promise<Service> {
  const group = startGroup(command, args, { cwd, env: quietly, ...(hears ? { hears } : {}) })
  try {
    await waitForAnswer(`http://127.0.0.1:${port}/`, group.ended)
  } catch (error) {
    await group.stop()
    const why = error instanceof Error ? error.message : String(error)
    throw new Trouble(
      `${group.output().trim()}\n\n${name} did not start: it ${why}. Nothing of it was left running.`,
    )
  }
  return { ...group, name, origin }
}
