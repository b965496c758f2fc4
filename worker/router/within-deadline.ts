import { RefusedError } from './refused.ts'

/** As long as a command may take (worker/organization/queue.ts). */
const deadlineMs = 10_000
const retryAfter = 5

/**
 * What a read of the database answers; `unavailable` when it is down or does not answer in time. An error that is the
 * program's own, a wrong statement say, stays one.
 */
export async function withinDeadline<T>(reading: Promise<T>): Promise<T> {
  let stopWaiting = () => {}
  const deadline = new Promise<never>((_, reject) => {
    const timer = setTimeout(
      () => reject(new RefusedError({ reason: 'unavailable', retryAfter })),
      deadlineMs,
    )
    stopWaiting = () => clearTimeout(timer)
  })
  try {
    return await Promise.race([reading, deadline])
  } catch (error) {
    throw isOutage(error) ? new RefusedError({ reason: 'unavailable', retryAfter }) : error
  } finally {
    stopWaiting()
  }
}

// https://developers.cloudflare.com/d1/observability/debug-d1/#error-list
const outage =
  /overloaded|network connection lost|storage (?:operation|caused)|object to be reset|internal error|timed? ?out|cannot resolve|too many requests queued/i

function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return outage.test(error.message) || isOutage(error.cause)
}
