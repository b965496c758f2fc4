/** The workers of a bench in one workerd and nothing before it; says on stdout which process that is. */
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
console.log(`workerd ${workerd()}`)

function workerd(): number {
  const children = readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').trim().split(' ')
  const found = children.find((id) => readFileSync(`/proc/${id}/comm`, 'utf8').trim() === 'workerd')
  if (found === undefined) throw new Error('Miniflare started no workerd')
  return Number(found)
}
