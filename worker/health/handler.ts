import { database } from '../../db/database.ts'
import journal from '../../db/migrations/meta/_journal.json'
import { healthRows } from '../../db/queries/health.ts'
import { schedules } from '../cron/schedules.ts'
import { databasesOf } from '../database-for.ts'
import { withinDeadline } from '../deadline.ts'
import type { Env } from '../env.ts'
import { logFailure } from '../log/failure.ts'
import { problemsOf } from '../variables.ts'
import { judge, type Expected, type Vitals } from './judge.ts'

/**
 * `GET /api/health`, for whatever watches a deployment: 200 when all is well, 503 with what is not. Ages and counts
 * alone; it costs one round trip to D1.
 */
export async function handleHealth(env: Env, now: number): Promise<Response> {
  const version = env.CF_VERSION_METADATA?.id ?? null
  const problems = problemsOf(env)
  if (problems.length > 0) return answer({ ok: false, problems, version })
  try {
    const vitals = await withinDeadline(
      Promise.all(databasesOf(env).map((d1) => healthRows(database(d1)))),
    )
    return answer({ ...judge(together(vitals), expectedOf(env), now), version })
  } catch (error) {
    logFailure('health_unreadable', error)
    return answer({ ok: false, problems: ['The database does not answer.'], version })
  }
}

/** Of several databases: heartbeats are in the first one, and a migration that one of them lacks is lacking. */
function together([first, ...others]: readonly Vitals[]): Vitals {
  const { jobs, mails, migrations } = first ?? { jobs: [], mails: nothing, migrations: [] }
  return {
    jobs,
    mails: others.reduce((sum, { mails: { count, oldest } }) => {
      const instants = [sum.oldest, oldest].filter((instant) => instant !== null)
      return {
        count: sum.count + count,
        oldest: instants.length > 0 ? Math.min(...instants) : null,
      }
    }, mails),
    migrations: migrations.filter((migration) =>
      others.every((other) => other.migrations.some(({ name }) => name === migration.name)),
    ),
  }
}

const nothing = { count: 0, oldest: null }

function expectedOf({ CF_VERSION_METADATA }: Env): Expected {
  const deployedAt = Date.parse(CF_VERSION_METADATA?.timestamp ?? '')
  return {
    jobs: Object.values(schedules).flatMap(({ jobs, lateAfterMinutes }) =>
      jobs.map(({ name }) => ({ name, minutes: lateAfterMinutes })),
    ),
    migrations: journal.entries.map(({ tag }) => `${tag}.sql`),
    deployedAt: Number.isNaN(deployedAt) ? null : deployedAt,
  }
}

function answer(health: {
  ok: boolean
  problems: readonly string[]
  version: string | null
}): Response {
  const headers = new Headers({ 'cache-control': 'no-store' })
  if (!health.ok) headers.set('retry-after', '60')
  return Response.json(health, { status: health.ok ? 200 : 503, headers })
}
