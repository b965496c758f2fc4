import { sql } from 'drizzle-orm'
import { database } from '../../db/database.ts'
import { jobRun } from '../../db/schema/index.ts'
import type { Env } from '../env.ts'
import { logFailure } from '../log/failure.ts'
import { log } from '../log/log.ts'
import { asOperation, newRequestId, type Operation } from '../log/operation.ts'
import type { Job } from './job.ts'

/** Runs one job between the two beats of its heartbeat, and logs one line. A job that fails ends here. */
export function runJob(job: Job, env: Env, now: number): Promise<void> {
  return asOperation(newRequestId(), (operation) => run(job, env, now, operation))
}

async function run(job: Job, env: Env, now: number, operation: Operation): Promise<void> {
  const startedAt = Date.now()
  try {
    await recordStart(env, job, startedAt)
    const counts = await job.run(env, now)
    await recordFinish(env, job)
    const durationMs = Date.now() - startedAt
    log('info', 'job', { job: job.name, durationMs, d1Trips: operation.trips, ...counts })
  } catch (error) {
    logFailure('job_failed', error, { job: job.name })
  }
}

function recordStart(env: Env, { name: job }: Job, startedAt: number) {
  return database(env.DB)
    .insert(jobRun)
    .values({ job, startedAt })
    .onConflictDoUpdate({ target: jobRun.job, set: { startedAt } })
}

function recordFinish(env: Env, { name: job }: Job) {
  return database(env.DB)
    .update(jobRun)
    .set({ finishedAt: Date.now() })
    .where(sql`${jobRun.job} = ${job}`)
}
