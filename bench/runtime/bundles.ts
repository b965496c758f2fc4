import path from 'node:path'
import { unstable_getMiniflareWorkerOptions } from 'wrangler'
import { inRoot } from '../../tools/lib/paths.ts'
import { wranglerMust } from '../../tools/lib/wrangler.ts'

/** Usher itself, what it is measured against, and what counts its trips. */
const workers = ['usher', 'peer', 'floors', 'trips'] as const
export type Worker = (typeof workers)[number]

/** A worker as a deployment would have it, and how Miniflare runs it. */
export type Bundle = Record<string, unknown>

const configs: Record<Worker, string> = {
  usher: inRoot('wrangler.toml'),
  peer: inRoot('bench/peer/wrangler.toml'),
  floors: inRoot('bench/floors/wrangler.toml'),
  trips: inRoot('bench/trips/wrangler.toml'),
}

/** Bundles each worker into `folder`. */
export async function bundleAll(folder: string): Promise<Record<Worker, Bundle>> {
  const bundled: Partial<Record<Worker, Bundle>> = {}
  for (const worker of workers) bundled[worker] = await bundle(worker, path.join(folder, worker))
  return bundled as Record<Worker, Bundle>
}

async function bundle(worker: Worker, folder: string): Promise<Bundle> {
  const config = configs[worker]
  await wranglerMust(
    ['deploy', '--dry-run', `--config=${config}`, '--outdir', folder],
    `The worker ${worker} could not be bundled.`,
  )
  // The bundle is one module: rules of modules are for the sources. Static files are no part of what is measured, and
  // which D1 it has depends on how it is measured.
  const {
    modulesRules: _rules,
    assets: _assets,
    d1Databases: _d1,
    ...options
  } = unstable_getMiniflareWorkerOptions(config).workerOptions
  const main = worker === 'usher' ? 'index.js' : 'worker.js'
  return {
    ...options,
    name: worker,
    rootPath: folder,
    modules: true,
    scriptPath: path.join(folder, main),
  }
}
