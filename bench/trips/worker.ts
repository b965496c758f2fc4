import { WorkerEntrypoint } from 'cloudflare:workers'
import { randomFrom } from '../../worker/testing/random.ts'

/** What went to one database: round trips, and the rows that they touched. */
type Trips = {
  trips: number
  rowsRead: number
  rowsWritten: number
  /** By what a statement does to which table; what its triggers write is its own. */
  written: Record<string, number>
}

type Query = { sql: string }
type Answer = { meta?: { rows_read: number; rows_written: number } }

const seen = new Map<string, Trips>()
let distanceMs = () => 0
/** Reading what passes takes time of its own. */
let isCounting = true

/** Stands between a worker and its D1 (see ../runtime/trips-plugin.ts): counts what passes, and takes its time. */
export default class extends WorkerEntrypoint<Record<string, Fetcher>, { database: string }> {
  override async fetch(request: Request): Promise<Response> {
    const { database } = this.ctx.props
    const behind = this.env[database]
    if (!behind) return new Response(null, { status: 404 })
    const wait = distanceMs()
    if (wait > 0) await scheduler.wait(wait)
    if (!isCounting) return behind.fetch(request)
    const asked = await request.clone().json<Query | Query[]>()
    const response = await behind.fetch(request)
    note(database, [asked].flat(), [await response.clone().json<Answer | Answer[]>()].flat())
    return response
  }
}

/** What the bench sets and asks. */
export class Control extends WorkerEntrypoint {
  override fetch(request: Request): Response {
    const { pathname, searchParams } = new URL(request.url)
    const told = (name: string) => Number(searchParams.get(name) ?? 0)
    if (pathname === '/set') {
      isCounting = told('counts') === 1
      const [least, most, random] = [told('least'), told('most'), randomFrom(told('seed'))]
      distanceMs = () => least + random(1_000 * (most - least) + 1) / 1_000
    }
    return Response.json(Object.fromEntries(seen))
  }
}

function note(database: string, queries: readonly Query[], answers: readonly Answer[]): void {
  const trips = seen.get(database) ?? { trips: 0, rowsRead: 0, rowsWritten: 0, written: {} }
  trips.trips += 1
  for (const [at, { meta }] of answers.entries()) {
    if (!meta) continue
    trips.rowsRead += meta.rows_read
    trips.rowsWritten += meta.rows_written
    const deed = deedOf(queries[at]?.sql ?? '')
    trips.written[deed] = (trips.written[deed] ?? 0) + meta.rows_written
  }
  seen.set(database, trips)
}

function deedOf(sql: string): string {
  const [, verb, table] =
    /\b(INSERT|UPDATE|DELETE)(?: OR \w+)?(?: INTO| FROM)?\s+["`]?(\w+)/i.exec(sql) ?? []
  return verb && table ? `${verb.toUpperCase()} ${table}` : 'SELECT'
}
