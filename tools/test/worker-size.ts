import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { ensureWebBuilt } from '../lib/web-build.ts'
import { wrangler } from '../lib/wrangler.ts'
import { failed, passed, type Outcome } from './outcome.ts'

/** Well under the free plan's 3 MiB: what a cold start has to read is what a first visitor waits for. */
const mostKiB = 300

/** Bundles the worker as a deployment would (`wrangler deploy --dry-run`), and weighs it. */
export async function workerSize(): Promise<Outcome> {
  const folder = mkdtempSync(path.join(tmpdir(), 'usher-bundle-'))
  try {
    await ensureWebBuilt()
    const { code, output } = await wrangler(['deploy', '--dry-run', '--outdir', folder])
    if (code !== 0) {
      console.log(output)
      return failed
    }
    const kiB = gzippedKiB(folder)
    const note = `the worker weighs ${kiB.toFixed(1)} KiB gzipped of ${mostKiB}`
    if (kiB <= mostKiB) return { ...passed, note }
    console.log(
      `Too much: ${note}. Look at what was added with npx wrangler deploy --dry-run --metafile.`,
    )
    return failed
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function gzippedKiB(folder: string): number {
  const modules = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.(?:m?js|wasm)$/.test(name),
  )
  const sizes = modules.map((name) => gzipSync(readFileSync(path.join(folder, name))).length)
  return sizes.reduce((total, size) => total + size, 0) / 1024
}
