import { initTRPC, TRPCError } from '@trpc/server'
import * as z from 'zod'
import type { RefusalReason } from '../domain/refusal.ts'
import type { Claim } from '../auth/session.ts'
import { isOutage } from '../deadline.ts'
import { operation } from '../log/operation.ts'
import { tell, type Told } from '../log/tell.ts'
import type { Context } from './context.ts'
import { mustBeSignedIn } from './must-be-signed-in.ts'
import { InputProblem, RefusedError } from './refused.ts'
import { withinDeadline } from './within-deadline.ts'

/** What stands beside a code in `error.data`. */
type Explanation = {
  reason?: RefusalReason
  retryAfter?: number
  /** What is wrong with which part of the input. */
  issues?: { path: string; problem: string }[]
  /** Of what was our failure: what an operator finds it by in the log. */
  requestId?: string
}

/** Where an answer's status is not the code's own: any page can have a visitor's browser ask a mutation by GET. */
const statuses: Partial<Record<string, number>> = { METHOD_NOT_SUPPORTED: 403 }

const t = initTRPC.context<Context>().create({
  isDev: false,
  // Only what this project says itself may speak: a message of D1's holds SQL, any other may hold a secret.
  errorFormatter({ shape, error }) {
    const { code } = shape.data
    const httpStatus = statuses[code] ?? shape.data.httpStatus
    return {
      code: shape.code,
      message: sentence(error),
      data: { code, httpStatus, ...explanation(error), ...reference(httpStatus) },
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

function reference(httpStatus: number): Pick<Explanation, 'requestId'> {
  const requestId = operation()?.requestId
  return httpStatus >= 500 && requestId !== undefined ? { requestId } : {}
}

export const router = t.router

/** The log is told how each call went, also of one that came too late. */
const toldProcedure = t.procedure.use(async ({ path, getRawInput, next }) => {
  const startedAt = Date.now()
  const result = await next()
  const current = operation()
  if (current) {
    const organizationId = organizationIdIn(await getRawInput())
    const outcome = outcomeOf(result.ok ? null : result.error)
    tell(current, 'worker', { name: path, organizationId, startedAt, ...outcome })
  }
  return result
})

function organizationIdIn(input: unknown): string | null {
  if (typeof input !== 'object' || input === null || !('organizationId' in input)) return null
  return typeof input.organizationId === 'string' ? input.organizationId : null
}

function outcomeOf(error: TRPCError | null): Pick<Told, 'outcome' | 'reason'> {
  if (!error) return { outcome: 'ok' }
  const reason = error instanceof RefusedError ? error.refusal.reason : error.code.toLowerCase()
  const isOurs = reason === 'unavailable' || error.code === 'INTERNAL_SERVER_ERROR'
  return { outcome: isOurs ? 'failed' : 'refused', reason }
}

/** For anybody. Every procedure answers in time: what a database does that is down, or stalls, is `unavailable`. */
export const publicProcedure = toldProcedure.use(({ next }) =>
  withinDeadline(
    next().then((result) => {
      const cause = result.ok ? undefined : result.error.cause
      if (cause && isOutage(cause)) throw cause
      return result
    }),
  ),
)

/**
 * For whoever is signed in by what their cookie says. Their session may have ended a moment ago: `read` and `command`
 * look at that in the round trip that they make anyway, and nothing else may answer here.
 */
export const claimedProcedure = publicProcedure.use(async ({ ctx, next }) => {
  const claim = await ctx.whoAsks()
  if (claim === null) throw new TRPCError({ code: 'UNAUTHORIZED' })
  return next({ ctx: { ...ctx, claim: claim satisfies Claim } })
})

/** For whoever is signed in; hands the procedure its viewer and their session, as it stands. */
export const signedInProcedure = publicProcedure.use(async ({ ctx, next }) => {
  const session = await mustBeSignedIn(ctx)
  return next({ ctx: { ...ctx, viewer: session.user, sessionId: session.id } })
})
