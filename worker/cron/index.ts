import { countingTrips } from '../log/counted-d1.ts'
import type { Env } from '../env.ts'
import { runJob } from './run-job.ts'
import { schedules } from './schedules.ts'

/** Runs the jobs of a schedule beside each other; none stops another. Throws when nobody knows the schedule. */
export async function runSchedule(cron: string, env: Env, scheduledTime: number): Promise<void> {
  const schedule = schedules[cron]
  if (!schedule) {
    const known = Object.keys(schedules).join('" and "')
    throw new Error(`No jobs are scheduled at "${cron}": wrangler.toml may have "${known}".`)
  }
  const watched = countingTrips(env)
  await Promise.all(schedule.jobs.map((job) => runJob(job, watched, scheduledTime)))
}
