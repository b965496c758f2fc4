import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { waitForAnswer } from '../tools/lib/answers.ts'
import { inRoot } from '../tools/lib/paths.ts'
import { freePort } from '../tools/lib/ports.ts'
import { startGroup } from '../tools/lib/process-group.ts'
import { ensureWebBuilt } from '../tools/lib/web-build.ts'
import { measure, type Measured } from './measure/measure.ts'
import type { BenchOptions } from './options.ts'
import { bundleAll } from './runtime/bundles.ts'

/** Measures one scenario after another, each on databases and in a workerd of its own. */
export async function runBench(
  options: BenchOptions,
  tell: { progress: (what: string) => void; measured: (measured: Measured) => void },
): Promise<Measured[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'usher-bench-bundles-'))
  const clear = () => rmSync(folder, { recursive: true, force: true })
  process.once('exit', clear)
  const sink = await startSink()
  try {
    tell.progress('bundling the workers')
    // wrangler wants the static files to be there.
    await ensureWebBuilt()
    const bundles = await bundleAll(folder)
    const secrets = { session: secret(), invitation: secret() }
    const measured: Measured[] = []
    for (const scenario of options.scenarios) {
      const one = await measure(scenario, options, {
        bundles,
        secrets,
        mailbox: sink.origin,
        progress: (what) => tell.progress(`${scenario.title}: ${what}`),
      })
      tell.measured(one)
      measured.push(one)
    }
    return measured
  } finally {
    await sink.stop()
    clear()
    process.off('exit', clear)
  }
}

const secret = () => randomBytes(32).toString('base64url')

async function startSink() {
  const port = await freePort()
  const group = startGroup(process.execPath, [inRoot('bench/runtime/sink.ts'), String(port)])
  const origin = `http://127.0.0.1:${port}`
  await waitForAnswer(origin, group.ended)
  return { origin, stop: group.stop }
}
