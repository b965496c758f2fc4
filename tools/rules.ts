import { existsSync, globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { command } from './lib/command.ts'
import { inRoot, root } from './lib/paths.ts'
import { coverage, idsIn, titlesIn } from './rules/coverage.ts'
import { pathsNamedIn } from './rules/named-paths.ts'

const tests = ['{worker,db,web,tools}/**/*.test.ts', 'e2e/**/*.ts']
const documents = [
  { name: 'rules', path: 'docs/rules.md' },
  { name: 'faults', path: 'docs/faults.md' },
]
/** What they name as the place where something is so must be there. */
const naming = ['SECURITY.md', 'docs/security.md', 'docs/faults.md', 'docs/operations.md']

await command(async (args) => {
  const files = globSync(tests, {
    cwd: root,
    exclude: (name) => /node_modules|paraglide/.test(name),
  })
  const titles = files.flatMap((file) => titlesIn(file, readFileSync(inRoot(file), 'utf8')))
  const isComplete = documents.map(({ name, path }) => {
    const found = coverage(idsIn(readFileSync(inRoot(path), 'utf8')), titles)
    if (args.includes('--list')) list(found)
    const without = [...found].filter(([, named]) => named.length === 0).map(([id]) => id)
    console.log(`${found.size - without.length} of ${found.size} ${name} are named by a test.`)
    if (without.length === 0) return true
    console.error(`No test names ${without.join(', ')}. See ${path} for what they say.`)
    return false
  })
  const lost = naming.flatMap(lostIn)
  for (const sentence of lost) console.error(sentence)
  return isComplete.every(Boolean) && lost.length === 0 ? 0 : 1
})

function lostIn(document: string): string[] {
  return pathsNamedIn(readFileSync(inRoot(document), 'utf8'), path.dirname(document))
    .filter((named) => !existsSync(inRoot(named)))
    .map((named) => `${document} names ${named}, which is not there.`)
}

function list(found: Map<string, string[]>): void {
  for (const [id, named] of found) {
    console.log(`${id.padEnd(4)} ${String(named.length).padStart(3)}  ${named[0] ?? '-'}`)
  }
}
