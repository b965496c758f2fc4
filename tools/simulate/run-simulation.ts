import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { migrationFiles, readMigration } from '../lib/migrations.ts'
import { freePort } from '../lib/ports.ts'
import { startSimulationWorker } from '../lib/services.ts'
import type { SimulationReport } from './report.ts'

type Asked = {
  steps: number
  path: string | undefined
  isFaulty: boolean
  /** One for each stretch, the next one where they end. */
  seeds: Iterator<number, never>
}

/** So many at a time: each stretch has a seed of its own, so that a failure is replayed without what was before. */
const stretch = 1_000

/** Stretch after stretch in a worker of its own, until so many steps were taken or something was wrong. */
export async function runSimulation(
  { steps, path: failure, isFaulty, seeds }: Asked,
  onProgress: (report: SimulationReport) => void,
): Promise<SimulationReport[]> {
  const state = mkdtempSync(path.join(tmpdir(), 'usher-simulation-'))
  const worker = await startSimulationWorker({ port: await freePort(), state })
  const reports: SimulationReport[] = []
  try {
    for (let left = steps; left > 0; left -= reports.at(-1)?.steps ?? 0) {
      const asked = { steps: Math.min(left, stretch), seed: seeds.next().value, isFaulty }
      const body = { ...asked, path: failure, migrations: reports.length === 0 ? migrations() : [] }
      const report = await ask(worker.origin, body)
      reports.push(report)
      onProgress(report)
      if (failure !== undefined || report.failure !== undefined) break
    }
    return reports
  } catch (error) {
    throw new Error(`The worker of the simulation said:\n${worker.output()}`, { cause: error })
  } finally {
    await worker.stop()
    rmSync(state, { recursive: true, force: true })
  }
}

async function ask(origin: string, body: object): Promise<SimulationReport> {
  const answer = await fetch(origin, { method: 'POST', body: JSON.stringify(body) })
  if (!answer.ok) throw new Error(`status ${answer.status}: ${await answer.text()}`)
  return (await answer.json()) as SimulationReport
}

function migrations(): string[] {
  return migrationFiles()
    .flatMap((name) => readMigration(name).split('--> statement-breakpoint'))
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '')
}
