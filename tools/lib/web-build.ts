import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { inRoot, root } from './paths.ts'
import { runToEnd } from './process-group.ts'
import { Trouble } from './trouble.ts'

const sources = ['web', 'worker/domain', 'package.json', 'package-lock.json']
const made = new Set(['build', '.svelte-kit', 'paraglide', 'node_modules'])
const stamp = inRoot('.usher/web-build')

/** Builds the app (`npm run build`) when its sources are not the ones of the last build. Answers whether it did. */
export async function ensureWebBuilt(): Promise<boolean> {
  const digest = digestOf(sources.map((source) => inRoot(source)))
  if (existsSync(inRoot('web/build/index.html')) && readStamp() === digest) return false
  const { code, output } = await runToEnd(process.execPath, ['--run', 'build'], {
    cwd: root,
    // A test that builds would hand its own on, and get what is made for development: half as large again.
    env: { NODE_ENV: 'production' },
  })
  if (code !== 0)
    throw new Trouble(`${output.trim()}\n\nThe app could not be built; vite says why above.`)
  mkdirSync(path.dirname(stamp), { recursive: true })
  writeFileSync(stamp, digest)
  return true
}

function readStamp(): string | null {
  return existsSync(stamp) ? readFileSync(stamp, 'utf8') : null
}

function digestOf(places: readonly string[]): string {
  const hash = createHash('sha256')
  for (const file of places.flatMap(filesIn)) {
    const bytes = readFileSync(file)
    hash.update(`${path.relative(root, file)}\0${bytes.length}\0`).update(bytes)
  }
  return hash.digest('hex')
}

function filesIn(place: string): string[] {
  const found = statSync(place, { throwIfNoEntry: false })
  if (!found) return []
  if (!found.isDirectory()) return [place]
  const names = readdirSync(place).filter((name) => !made.has(name))
  return names.toSorted().flatMap((name) => filesIn(path.join(place, name)))
}
