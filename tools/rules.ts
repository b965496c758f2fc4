import { globSync, readFileSync } from 'node:fs'
import { command } from './lib/command.ts'
import { inRoot, root } from './lib/paths.ts'
import { coverage, idsIn, titlesIn } from './rules/coverage.ts'

const tests = ['{worker,db,web,tools}/**/*.test.ts', 'e2e/**/*.ts']
const documents = [
  { name: 'rules', path: 'docs/rules.md' },
  { name: 'faults', path: 'docs/faults.md' },
]

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
  return isComplete.every(Boolean) ? 0 : 1
})

function list(found: Map<string, string[]>): void {
  for (const [id, named] of found) {
    console.log(`${id.padEnd(4)} ${String(named.length).padStart(3)}  ${named[0] ?? '-'}`)
  }
}
