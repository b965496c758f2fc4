import { TRPCClientError } from '@trpc/client'
import type { RefusalReason } from '#lib/domain.ts'
import type { AppRouter } from '../../../../worker/router/index.ts'

/** What went wrong, whether the server refused or was never reached. */
export type FailureReason =
  RefusalReason | 'signed_out' | 'invalid_input' | 'unreachable' | 'unexpected'

export type Failure = {
  reason: FailureReason
  /** Seconds to wait before it can work. */
  retryAfter?: number
  /** With `invalid_input`: which part of what was sent, and what is wrong with it. */
  issues?: { path: string; problem: string }[]
}

/** Reads a failure from whatever a call threw. */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof TRPCClientError)) return { reason: 'unexpected' }
  const { data } = error as TRPCClientError<AppRouter>
  // Without data no procedure has answered: the network broke, or something between answered in its place.
  if (!data) return { reason: 'unreachable' }
  if (data.reason) {
    return data.retryAfter === undefined
      ? { reason: data.reason }
      : { reason: data.reason, retryAfter: data.retryAfter }
  }
  if (data.code === 'UNAUTHORIZED') return { reason: 'signed_out' }
  if (data.issues) return { reason: 'invalid_input', issues: data.issues }
  return { reason: 'unexpected' }
}

/** Whether the same call may work when it is simply made again. */
export function isPassing({ reason }: Failure): boolean {
  return reason === 'unreachable' || reason === 'unavailable'
}
