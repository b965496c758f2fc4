import path from 'node:path'
import { unstable_getMiniflareWorkerOptions, unstable_readConfig } from 'wrangler'
import { wranglerMust } from './wrangler.ts'

/** A worker as a deployment would have it, and how Miniflare runs it (host.ts). */
export type Bundle = Record<string, unknown> & { bindings: Record<string, unknown> }

/** Bundles a worker into `folder`. Its variables are those of its configuration: what .dev.vars says is for `npm start`. */
export async function bundleWorker(configPath: string, folder: string): Promise<Bundle> {
  const config = unstable_readConfig({ config: configPath })
  const name = config.name ?? 'worker'
  await wranglerMust(
    ['deploy', '--dry-run', `--config=${configPath}`, '--outdir', folder],
    `The worker ${name} could not be bundled.`,
  )
  // The bundle is one module: rules of modules are for the sources.
  const { modulesRules: _, ...options } = unstable_getMiniflareWorkerOptions(config).workerOptions
  return {
    ...options,
    name,
    rootPath: folder,
    modules: true,
    scriptPath: path.join(folder, `${path.parse(config.main ?? 'index.ts').name}.js`),
    bindings: config.vars,
  }
}
