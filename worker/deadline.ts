/** As long as a command may take (worker/organization/queue.ts). */
const deadlineMs = 10_000

/** The database is down, or did not answer in time. What was asked for may have taken place. */
export class Outage extends Error {
  override readonly name = 'Outage'
  /** Seconds. */
  readonly retryAfter = 5
}

/** What the work comes to; an `Outage` when the database is down or it takes too long. An error of the program's own, a wrong statement say, stays one. */
export async function withinDeadline<T>(work: Promise<T>): Promise<T> {
  let stopWaiting = () => {}
  const deadline = new Promise<never>((_, reject) => {
    const timer = setTimeout(() => reject(new Outage('It took too long.')), deadlineMs)
    stopWaiting = () => clearTimeout(timer)
  })
  try {
    return await Promise.race([work, deadline])
  } catch (error) {
    throw isOutage(error) ? new Outage('The database is down.', { cause: error }) : error
  } finally {
    stopWaiting()
  }
}

// https://developers.cloudflare.com/d1/observability/debug-d1/#error-list
const outage =
  /overloaded|network connection lost|storage (?:operation|caused)|object to be reset|internal error|timed? ?out|cannot resolve|too many requests queued/i

/** Whether an error, or what caused it, is the database's being down. */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return error instanceof Outage || outage.test(error.message) || isOutage(error.cause)
}
