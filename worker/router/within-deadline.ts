import { Outage, withinDeadline as inTime } from '../deadline.ts'
import { RefusedError } from './refused.ts'

/** What the work comes to; `unavailable` when the database is down or does not answer in time. */
export async function withinDeadline<T>(work: Promise<T>): Promise<T> {
  try {
    return await inTime(work)
  } catch (error) {
    if (!(error instanceof Outage)) throw error
    throw new RefusedError({ reason: 'unavailable', retryAfter: error.retryAfter })
  }
}
