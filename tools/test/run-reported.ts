import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { bin, root } from '../lib/paths.ts'
import { runToEnd } from '../lib/process-group.ts'
import type { Outcome } from './outcome.ts'

/**
 * Runs a test runner that writes a JSON report, showing what it says as it says it. One that fails, or leaves no
 * report, has failed whatever it counted.
 */
export async function runReported(
  runner: string,
  args: (report: string) => readonly string[],
  env: (report: string) => Record<string, string>,
  read: (json: string) => Outcome,
): Promise<Outcome> {
  const folder = mkdtempSync(path.join(tmpdir(), 'usher-report-'))
  const file = path.join(folder, 'report.json')
  try {
    const { code } = await runToEnd(bin(runner), args(file), {
      cwd: root,
      env: env(file),
      hears: (text) => void process.stdout.write(text),
    })
    const counted = existsSync(file) ? read(readFileSync(file, 'utf8')) : { passed: 0, failed: 0 }
    return code !== 0 && counted.failed === 0 ? { ...counted, failed: 1 } : counted
  } finally {
    rmSync(folder, { recursive: true })
  }
}
