/** What the worker may log as a failure: what was broken on purpose. Where it answers "unavailable", nothing else says why. */
import { connectionLost, overloaded } from '../testing/faulty/faults.ts'

const broken: readonly string[] = [
  connectionLost,
  overloaded,
  // Of a command that nobody waits for any more, and of the mail API's "refusesKey".
  'past its deadline',
  '401 restricted_api_key',
]

/** What a line of the log says that nothing had broken; `null` where all is well. */
export function unexpectedFailure(line: string): string | null {
  const { event, failure } = read(line)
  if (failure === undefined || broken.includes(failure)) return null
  // An object that dies says no more than that.
  if (event === 'object_unreachable' && failure === 'Error') return null
  return `${event}: ${failure}`
}

function read(line: string): { event: string; failure?: string } {
  try {
    return JSON.parse(line) as { event: string; failure?: string }
  } catch {
    return { event: 'not a line of ours', failure: line }
  }
}
