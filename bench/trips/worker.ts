import { WorkerEntrypoint } from 'cloudflare:workers'
import { randomFrom } from '../../worker/testing/random.ts'

/** What went to one database: round trips, and the rows that they touched. */
type Trips = { trips: number; rowsRead: number; rowsWritten: number }

type Answer = { meta?: { rows_read: number; rows_written: number } }

const none: Trips = { trips: 0, rowsRead: 0, rowsWritten: 0 }
const seen = new Map<string, Trips>()
let distanceMs = () => 0

/** Stands between a worker and its D1 (see ../runtime/trips-plugin.ts): counts what passes, and takes its time. */
export default class extends WorkerEntrypoint<Record<string, Fetcher>, { database: string }> {
  override async fetch(request: Request): Promise<Response> {
    const { database } = this.ctx.props
    const behind = this.env[database]
    if (!behind) return new Response(null, { status: 404 })
    const wait = distanceMs()
    if (wait > 0) await scheduler.wait(wait)
    const response = await behind.fetch(request)
    note(database, await response.clone().json<Answer | Answer[]>())
    return response
  }
}

/** What the bench sets and asks. */
export class Control extends WorkerEntrypoint {
  override fetch(request: Request): Response {
    const { pathname, searchParams } = new URL(request.url)
    const told = (name: string) => Number(searchParams.get(name) ?? 0)
    if (pathname === '/distance') {
      const [least, most, random] = [told('least'), told('most'), randomFrom(told('seed'))]
      distanceMs = () => least + random(1_000 * (most - least) + 1) / 1_000
    }
    return Response.json(Object.fromEntries(seen))
  }
}

function note(database: string, answer: Answer | Answer[]): void {
  const before = seen.get(database) ?? none
  const metas = [answer].flat().flatMap(({ meta }) => meta ?? [])
  const sum = (of: (meta: (typeof metas)[number]) => number) =>
    metas.reduce((total, meta) => total + of(meta), 0)
  seen.set(database, {
    trips: before.trips + 1,
    rowsRead: before.rowsRead + sum(({ rows_read }) => rows_read),
    rowsWritten: before.rowsWritten + sum(({ rows_written }) => rows_written),
  })
}
