import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { inRoot } from '../lib/paths.ts'
import { freePort } from '../lib/ports.ts'
import { startSimulationWorker } from '../lib/services.ts'
import type { SimulationReport } from './report.ts'

type Asked = { steps: number; seed: number; path: string | undefined; isFaulty: boolean }

/** What the worker says, a line at a time (worker/simulation/main.ts). */
type Said = {
  steps: number
  rounds?: number
  counts?: SimulationReport['counts']
  failure?: string
}

/** One simulation from one seed, in a worker of its own with an empty database. */
export async function runSimulation(
  asked: Asked,
  onProgress: (steps: number) => void,
): Promise<SimulationReport> {
  const state = mkdtempSync(path.join(tmpdir(), 'usher-simulation-'))
  const worker = await startSimulationWorker({ port: await freePort(), state })
  try {
    const body = JSON.stringify({ ...asked, migrations: migrations() })
    const answer = await fetch(worker.origin, { method: 'POST', body })
    let last: Said = { steps: 0 }
    for await (const line of linesOf(answer)) {
      last = { ...last, ...(JSON.parse(line) as Said) }
      if (last.rounds === undefined && last.failure === undefined) onProgress(last.steps)
    }
    const { steps, rounds, counts = {}, failure } = last
    const isWhole = rounds !== undefined || failure !== undefined
    const why = isWhole ? failure : `The worker ended before its simulation.\n${worker.output()}`
    return { steps, rounds: rounds ?? 0, counts, ...(why !== undefined && { failure: why }) }
  } finally {
    await worker.stop()
    rmSync(state, { recursive: true, force: true })
  }
}

async function* linesOf(answer: Response): AsyncGenerator<string> {
  if (!answer.ok || !answer.body) throw new Error(await answer.text())
  let rest = ''
  for await (const text of answer.body.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
}

function migrations(): string[] {
  const folder = inRoot('db/migrations')
  const files = readdirSync(folder).filter((name) => name.endsWith('.sql'))
  return files
    .toSorted()
    .flatMap((name) =>
      readFileSync(path.join(folder, name), 'utf8').split('--> statement-breakpoint'),
    )
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '')
}
