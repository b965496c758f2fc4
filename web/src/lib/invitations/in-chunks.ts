import { failureOf, isPassing, type Failure } from '#lib/api/failure.ts'

/** As many as one command invites. */
export const mostAtOnce = 500

/** How long after an attempt that was lost on the way the same is tried again, in milliseconds. */
const secondTryMs = 1_000

export type Ended<Row> = {
  /** What has had no answer: the chunk that failed, and those after it. */
  left: Row[]
  /** Why it ended early; nothing when it was stopped. */
  failure?: Failure
}

type Options = { size?: number; signal?: AbortSignal | undefined; pauseMs?: number }

/**
 * Has a long list done chunk by chunk, in its order. It ends early when `deed` answers `false`, when the signal says
 * so, or when a chunk fails; one that was lost on the way is tried a second time first, so a deed must be one that
 * may be done again.
 */
export async function inChunks<Row>(
  rows: readonly Row[],
  deed: (chunk: Row[]) => Promise<boolean>,
  { size = mostAtOnce, signal, pauseMs = secondTryMs }: Options = {},
): Promise<Ended<Row>> {
  for (let at = 0; at < rows.length; at += size) {
    if (signal?.aborted) return { left: rows.slice(at) }
    const chunk = rows.slice(at, at + size)
    try {
      const goesOn = await deed(chunk).catch((error: unknown) =>
        again(() => deed(chunk), error, { pauseMs, signal }),
      )
      if (!goesOn) return { left: rows.slice(at + size) }
    } catch (error) {
      return signal?.aborted
        ? { left: rows.slice(at) }
        : { left: rows.slice(at), failure: failureOf(error) }
    }
  }
  return { left: [] }
}

async function again<T>(
  deed: () => Promise<T>,
  error: unknown,
  { pauseMs, signal }: { pauseMs: number; signal: AbortSignal | undefined },
): Promise<T> {
  if (!isPassing(failureOf(error)) || signal?.aborted) throw error
  await new Promise((resolve) => setTimeout(resolve, pauseMs))
  return deed()
}
