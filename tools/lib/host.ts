/** Built workers under their runtime alone, as a file of options says: nothing stands between workerd and a client. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

type Runtime = {
  Miniflare: new (options: unknown) => { ready: Promise<URL> }
  convertV4MiniflareOptions: (options: unknown) => unknown
}

// The one that wrangler brings along, and so the workerd and the storage of `wrangler dev`.
const { Miniflare, convertV4MiniflareOptions } = createRequire(import.meta.resolve('wrangler'))(
  'miniflare',
) as Runtime

const [file = ''] = process.argv.slice(2)
await new Miniflare(convertV4MiniflareOptions(JSON.parse(readFileSync(file, 'utf8')))).ready
