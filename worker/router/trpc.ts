import { initTRPC, TRPCError } from '@trpc/server'
import * as z from 'zod'
import type { RefusalReason } from '../domain/refusal.ts'
import type { SessionUser } from '../auth/session.ts'
import type { Context } from './context.ts'
import { InputProblem, RefusedError } from './refused.ts'

/** What stands beside a code in `error.data`. */
type Explanation = {
  reason?: RefusalReason
  retryAfter?: number
  /** What is wrong with which part of the input. */
  issues?: { path: string; problem: string }[]
}

/** Where an answer's status is not the code's own: any page can have a visitor's browser ask a mutation by GET. */
const statuses: Partial<Record<string, number>> = { METHOD_NOT_SUPPORTED: 403 }

const t = initTRPC.context<Context>().create({
  isDev: false,
  // Only what this project says itself may speak: a message of D1's holds SQL, any other may hold a secret.
  errorFormatter({ shape, error }) {
    const { code, httpStatus } = shape.data
    return {
      code: shape.code,
      message: sentence(error),
      data: { code, httpStatus: statuses[code] ?? httpStatus, ...explanation(error) },
    }
  },
})

function sentence(error: TRPCError): string {
  if (error instanceof RefusedError || error instanceof InputProblem) return error.message
  if (error.cause instanceof z.ZodError) return 'Something in the request is not as it must be.'
  if (error.code === 'UNAUTHORIZED') return 'Sign in first.'
  if (error.code === 'INTERNAL_SERVER_ERROR')
    return 'Something went wrong on our side. Nothing was changed.'
  if (error.code === 'METHOD_NOT_SUPPORTED') return 'Ask a query by GET, and a mutation by POST.'
  return error.code === 'NOT_FOUND' ? 'There is no such procedure.' : 'The request can’t be read.'
}

function explanation(error: TRPCError): Explanation {
  if (error instanceof RefusedError) return error.refusal
  if (error instanceof InputProblem)
    return { issues: [{ path: error.path, problem: error.problem }] }
  if (error.cause instanceof z.ZodError) {
    return {
      issues: error.cause.issues.map(({ path, code, message }) => ({
        path: path.join('.'),
        problem: code === 'custom' ? message : code,
      })),
    }
  }
  return {}
}

export const router = t.router
export const publicProcedure = t.procedure

/** For whoever is signed in; hands the procedure its viewer and their session. */
export const signedInProcedure = t.procedure.use(({ ctx, next }) => {
  const { viewer, sessionId } = ctx
  if (viewer === null || sessionId === null) throw new TRPCError({ code: 'UNAUTHORIZED' })
  return next({ ctx: { ...ctx, viewer: viewer satisfies SessionUser, sessionId } })
})
