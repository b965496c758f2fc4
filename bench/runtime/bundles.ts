import path from 'node:path'
import { bundleWorker, type Bundle } from '../../tools/lib/bundle.ts'
import { inRoot } from '../../tools/lib/paths.ts'

/** Usher itself, what it is measured against, and what counts its trips. */
const workers = ['usher', 'peer', 'floors', 'trips'] as const
export type Worker = (typeof workers)[number]

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
  // Static files are no part of what is measured, and which D1 it has depends on how it is measured.
  const {
    assets: _assets,
    d1Databases: _d1,
    ...options
  } = await bundleWorker(configs[worker], folder)
  return { ...options, bindings: options.bindings, name: worker }
}
