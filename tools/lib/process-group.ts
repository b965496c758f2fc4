import { spawn, type ChildProcess } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { isAlive, signalGroup } from './group-signals.ts'

/** A program with all that it starts. */
export type ProcessGroup = {
  /** Of the program itself; undefined where it could not be started. */
  pid: number | undefined
  /** Settles, when the program itself has ended, with a sentence about how. */
  ended: Promise<string>
  code: Promise<number>
  /** What it has said so far on both streams, at most the last 100,000 characters. */
  output: () => string
  /** Ends the program and all that it has started, and returns when nothing of it is left. */
  stop: () => Promise<void>
  /** As `stop`, all at once and without a warning. */
  kill: () => Promise<void>
}

export type GroupOptions = {
  env?: Record<string, string>
  cwd?: string
  /** How many milliseconds its processes have to end by themselves. */
  patience?: number
  hears?: (text: string, stream: 'stdout' | 'stderr') => void
}

const keptOutput = 100_000

const living = new Map<number, ProcessGroup>()
let closing = false

// Whatever way this process goes, nothing that it started stays.
process.on('exit', () => {
  for (const group of living.keys()) signalGroup(group, 'SIGKILL')
})

/**
 * Starts a program in a process group of its own: wrangler's workerd outlives a wrangler that is ended alone, and
 * a Ctrl+C of the terminal must reach nobody before we have decided in which order to stop.
 */
export function startGroup(
  command: string,
  args: readonly string[],
  options: GroupOptions = {},
): ProcessGroup {
  if (closing) throw new Error('Usher is stopping')
  const child = spawn(command, args, {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
  })
  let output = ''
  const hear = (text: string, stream: 'stdout' | 'stderr') => {
    output = (output + text).slice(-keptOutput)
    options.hears?.(text, stream)
  }
  child.stdout.setEncoding('utf8').on('data', (text: string) => hear(text, 'stdout'))
  child.stderr.setEncoding('utf8').on('data', (text: string) => hear(text, 'stderr'))
  const id = child.pid
  const endBy = async (...signals: NodeJS.Signals[]) => {
    if (id === undefined) return
    await end(id, signals, options.patience ?? 5_000)
    living.delete(id)
  }
  const group: ProcessGroup = {
    pid: id,
    ...endOf(child),
    output: () => output,
    stop: () => endBy('SIGTERM', 'SIGKILL'),
    kill: () => endBy('SIGKILL'),
  }
  if (id !== undefined) living.set(id, group)
  return group
}

/** Runs a program to its end, and leaves nothing of it behind. */
export async function runToEnd(
  command: string,
  args: readonly string[],
  options: GroupOptions = {},
): Promise<{ code: number; stdout: string; output: string }> {
  let stdout = ''
  const group = startGroup(command, args, {
    ...options,
    hears: (text, stream) => {
      if (stream === 'stdout') stdout += text
      options.hears?.(text, stream)
    },
  })
  const code = await group.code
  await group.stop()
  return { code, stdout, output: group.output() }
}

/** Stops all that was started, the last first. Nothing can be started afterwards. */
export async function stopAllGroups(): Promise<void> {
  closing = true
  for (const group of [...living.values()].toReversed()) await group.stop()
}

function endOf(child: ChildProcess): Pick<ProcessGroup, 'ended' | 'code'> {
  const how = new Promise<{ code: number; sentence: string }>((resolve) => {
    child.once('error', (error) =>
      resolve({ code: 1, sentence: `could not be started: ${error.message}` }),
    )
    child.once('close', (code, signal) =>
      resolve({
        code: code ?? 1,
        sentence: `ended ${signal ? `by ${signal}` : `with code ${code}`}`,
      }),
    )
  })
  return { ended: how.then(({ sentence }) => sentence), code: how.then(({ code }) => code) }
}

async function end(
  group: number,
  signals: readonly NodeJS.Signals[],
  patience: number,
): Promise<void> {
  for (const signal of signals) {
    signalGroup(group, signal)
    for (let waited = 0; isAlive(group) && waited < patience; waited += 50) await sleep(50)
    if (!isAlive(group)) return
  }
  throw new Error(
    `The processes of group ${group} could not be ended. By hand: kill -9 -- -${group}`,
  )
}
