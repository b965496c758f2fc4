import { TRPCError } from '@trpc/server'
import type { Decided, Refusal, RefusalReason } from '../domain/refusal.ts'

type Code = ConstructorParameters<typeof TRPCError>[0]['code']

/** The one place that maps a reason to the code and status of an answer, and to a sentence for whoever reads JSON. */
const refusals: Record<RefusalReason, { code: Code; message: string }> = {
  not_permitted: { code: 'FORBIDDEN', message: 'Your role does not allow this.' },
  role_above_ceiling: {
    code: 'FORBIDDEN',
    message: 'This concerns a role above what you may give.',
  },
  already_member: { code: 'CONFLICT', message: 'This address belongs to a member already.' },
  already_invited: {
    code: 'CONFLICT',
    message: 'This address has a pending invitation: resend or cancel that one.',
  },
  grants_need_member_role: {
    code: 'BAD_REQUEST',
    message: 'Only the role "member" carries workspace access: the others reach every workspace.',
  },
  workspace_unavailable: {
    code: 'CONFLICT',
    message: 'This workspace is archived: restore it first.',
  },
  invalid_email: { code: 'BAD_REQUEST', message: 'No mail can be sent to this address.' },
  invitation_not_pending: { code: 'CONFLICT', message: 'This invitation is not pending any more.' },
  invitation_expired: {
    code: 'PRECONDITION_FAILED',
    message: 'This invitation has expired: ask for it to be sent again.',
  },
  invitation_on_hold: {
    code: 'PRECONDITION_FAILED',
    message:
      'Who sent this invitation may not invite any more: an Owner or Admin has to approve it, or send it again.',
  },
  resend_too_soon: { code: 'TOO_MANY_REQUESTS', message: 'This invitation was sent a moment ago.' },
  content_changed: {
    code: 'CONFLICT',
    message: 'This has changed since it was shown: look at it again.',
  },
  wrong_account: {
    code: 'FORBIDDEN',
    message: 'This invitation is for another address than that of your account.',
  },
  last_owner: {
    code: 'CONFLICT',
    message: 'An organization keeps at least one Owner: make somebody else Owner first.',
  },
  own_role: {
    code: 'FORBIDDEN',
    message: 'Nobody changes their own role: ask another Owner or Admin.',
  },
  not_found: { code: 'NOT_FOUND', message: 'There is nothing here by this id.' },
  rate_limited: {
    code: 'TOO_MANY_REQUESTS',
    message: 'This was done too often: wait, then try again.',
  },
  unavailable: {
    code: 'SERVICE_UNAVAILABLE',
    message: 'Usher could not finish this just now. Sending the same operation again is safe.',
  },
}

/** A refusal on its way out of a procedure. */
export class RefusedError extends TRPCError {
  readonly refusal: Refusal

  /** `message`: where the reason's own sentence would not be clear. */
  constructor(refusal: Refusal, message?: string) {
    super({ ...refusals[refusal.reason], ...(message !== undefined && { message }) })
    this.refusal = refusal
  }
}

/** The value that was decided, or its refusal as the procedure's error. */
export function unwrap<T>(decided: Decided<T>): T {
  if (decided.ok) return decided.value
  const { refusal } = decided
  // A newer object may refuse for a reason that this worker, not yet replaced, can't tell.
  const isKnown = Object.hasOwn(refusals, refusal.reason)
  throw new RefusedError(isKnown ? refusal : { reason: 'unavailable', retryAfter: 5 })
}

/** Something in the input that only a procedure can see; told as an invalid input is. */
export class InputProblem extends TRPCError {
  readonly path: string
  readonly problem: string

  constructor(path: string, problem: string) {
    super({ code: 'BAD_REQUEST', message: 'Something in the request is not as it must be.' })
    this.path = path
    this.problem = problem
  }
}
