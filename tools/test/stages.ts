import { checks, generate } from '../lib/checks.ts'
import { runTasks } from '../lib/tasks.ts'
import { ensureWebBuilt } from '../lib/web-build.ts'
import { failed, passed, type Outcome } from './outcome.ts'
import { playwrightOutcome, vitestOutcome } from './reports.ts'
import { runReported } from './run-reported.ts'
import { workerSize } from './worker-size.ts'

export type Stage = { name: string; run: () => Promise<Outcome> }

/** In the order in which a failure is cheapest to learn of. Each can be asked for by its name. */
export const stages: readonly Stage[] = [
  { name: 'check', run: check },
  { name: 'build', run: build },
  { name: 'unit', run: () => vitest('node') },
  { name: 'workerd', run: () => vitest('workerd') },
  { name: 'size', run: workerSize },
  { name: 'journeys', run: journeys },
]

async function check(): Promise<Outcome> {
  if ((await runTasks([generate], 1)).length > 0) return failed
  const { length } = await runTasks(checks, 2)
  return { passed: 1 + checks.length - length, failed: length }
}

async function build(): Promise<Outcome> {
  await ensureWebBuilt()
  return passed
}

function vitest(project: 'node' | 'workerd'): Promise<Outcome> {
  return runReported(
    'vitest',
    (report) => [
      'run',
      `--project=${project}`,
      '--reporter=minimal',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ],
    () => ({}),
    vitestOutcome,
  )
}

function journeys(): Promise<Outcome> {
  return runReported(
    'playwright',
    () => ['test', '--reporter=dot,json'],
    (report) => ({ PLAYWRIGHT_JSON_OUTPUT_FILE: report }),
    playwrightOutcome,
  )
}
