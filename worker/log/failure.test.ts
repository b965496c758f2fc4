import { afterEach, expect, test, vi } from 'vitest'
import { connectionLost } from '../testing/faulty/faults.ts'
import { logFailure } from './failure.ts'

afterEach(() => vi.restoreAllMocks())

test.each([
  ['command_failed', new TypeError('not a function'), true],
  [
    'commit_failed',
    new Error('of drizzle', { cause: new Error('D1_ERROR: no such column: x') }),
    true,
  ],
  ['command_failed', new Error('of drizzle', { cause: new Error(connectionLost) }), undefined],
  ['commit_failed', new Error(connectionLost), undefined],
])(
  'a command that fails by our own fault is an alarm, one without a database is none: %s %s',
  (event, error, alarm) => {
    const lines: string[] = []
    vi.spyOn(console, 'error').mockImplementation((line: string) => void lines.push(line))
    logFailure(event, error)
    expect(lines.map((line) => (JSON.parse(line) as { alarm?: true }).alarm)).toEqual([alarm])
  },
)
