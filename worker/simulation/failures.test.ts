import { afterEach, expect, test, vi } from 'vitest'
import { logFailure } from '../log/failure.ts'
import { connectionLost } from '../testing/faulty/faults.ts'
import { unexpectedFailure } from './failures.ts'

afterEach(() => vi.restoreAllMocks())

test.each([
  ['command_failed', new Error('of drizzle', { cause: new Error(connectionLost) }), null],
  ['object_unreachable', new Error('crashed'), null],
  ['command_failed', new Error('crashed'), 'command_failed: Error'],
  ['command_failed', new TypeError('not a function'), 'command_failed: TypeError'],
  [
    'job_failed',
    new Error('D1_ERROR: no such column: x'),
    'job_failed: D1_ERROR: no such column: x',
  ],
])('only what was broken on purpose may be logged as a failure: %s %s', (event, error, told) => {
  const lines: string[] = []
  vi.spyOn(console, 'error').mockImplementation((line: string) => void lines.push(line))
  logFailure(event, error)
  expect(lines.map(unexpectedFailure)).toEqual([told])
})

test('and nobody else may write to the log', () => {
  expect(unexpectedFailure('TypeError: x')).toBe('not a line of ours: TypeError: x')
})
