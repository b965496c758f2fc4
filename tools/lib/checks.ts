import { bin, inRoot } from './paths.ts'
import type { Task } from './tasks.ts'

const script = (name: string) => [inRoot('tools', `${name}.ts`)]

/** What the others read: the messages as functions, and SvelteKit's types. */
export const generate: Task = {
  name: 'generate',
  command: process.execPath,
  args: ['--run', 'generate'],
}

/** Each without a look at the others, the longest first. */
export const checks: readonly Task[] = [
  {
    name: 'types of the app',
    command: bin('svelte-check'),
    args: ['--fail-on-warnings', '--output', 'human'],
    cwd: inRoot('web'),
  },
  {
    name: 'formatting',
    command: bin('prettier'),
    args: ['--check', '--cache', '--log-level=warn', '.'],
  },
  { name: 'types of the worker', command: bin('tsc'), args: ['-p', '.'] },
  { name: 'lint', command: bin('oxlint'), args: ['--type-aware'] },
  { name: 'unused code (knip)', command: bin('knip'), args: [] },
  { name: 'types of the tools', command: bin('tsc'), args: ['-p', 'tools'] },
  { name: 'types of the bench', command: bin('tsc'), args: ['-p', 'bench'] },
  { name: 'types of the journeys', command: bin('tsc'), args: ['-p', 'e2e'] },
  { name: 'lock file', command: process.execPath, args: script('lock') },
  { name: 'messages', command: process.execPath, args: script('messages') },
  { name: 'a test for each rule and fault', command: process.execPath, args: script('rules') },
]
