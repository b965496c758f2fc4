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
  /** Of what failed on the server: what an operator finds it by in the log. */
  reference?: string
}

/** Reads a failure from whatever a call threw. */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof TRPCClientError)) return { reason: 'unexpected' }
  const { data } = error as TRPCClientError<AppRouter>
  // Without data no procedure has answered: the network broke, or something between answered in its place.
  if (!data) return { reason: 'unreachable' }
  if (data.reason) {
    return {
      reason: data.reason,
      ...(data.retryAfter !== undefined && { retryAfter: data.retryAfter }),
      ...referenceIn(data),
    }
  }
  if (data.code === 'UNAUTHORIZED') return { reason: 'signed_out' }
  if (data.issues) return { reason: 'invalid_input', issues: data.issues }
  return { reason: 'unexpected', ...referenceIn(data) }
}

function referenceIn({ requestId }: { requestId?: string }): Pick<Failure, 'reference'> {
  return requestId === undefined ? {} : { reference: requestId }
}

/** Whether the same call may work when it is simply made again. */
export function isPassing({ reason }: Failure): boolean {
  return reason === 'unreachable' || reason === 'unavailable'
}
