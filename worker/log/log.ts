import { operation } from './operation.ts'

/** Ids, counts and names of ours; never an address, a token or anything else that somebody typed. */
export type About = Record<string, string | number | boolean | null | undefined>

/** These mean that something waits for a person: docs/operations.md says for what. */
const alarms = new Set([
  'auth_failed',
  'job_failed',
  'mail_key_conflict',
  'mail_queue_stopped',
  'not_configured',
  'procedure_failed',
  'request_failed',
])

const id = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Who asks for an organization says which; only what has the shape of an id may go further than the answer. */
function named(about: About): About {
  const { organizationId } = about
  return typeof organizationId === 'string' && !id.test(organizationId)
    ? { ...about, organizationId: null }
    : about
}

/** Writes one line of JSON, with the id of the request that it belongs to. */
export function log(level: 'info' | 'warn' | 'error', event: string, about: About = {}): void {
  const line = JSON.stringify({
    event,
    ...(alarms.has(event) && { alarm: true }),
    requestId: operation()?.requestId,
    ...named(about),
  })
  if (level === 'info') console.log(line)
  else if (level === 'warn') console.warn(line)
  else console.error(line)
}
