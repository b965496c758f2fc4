import type { PasswordProblem } from '../../../../worker/domain/password.ts'

/** Why sign-in, or setting a password, did not happen. */
export type AuthFailure =
  | { reason: 'wrong_credentials' | 'invalid_email' | 'dead_link' | 'unreachable' }
  | { reason: 'unavailable' }
  | { reason: 'unexpected'; reference?: string }
  | { reason: 'rate_limited'; retryAfter: number }
  | { reason: 'password_refused'; problem: PasswordProblem }

/** What an answer of `/api/auth` tells: `null` when all is well. `body` is its JSON, whatever that is. */
export function authFailureOf(status: number, body: unknown): AuthFailure | null {
  if (status >= 200 && status < 300) return null
  const { code, retryAfter, problem } = fieldsOf(body)
  if (status === 429) {
    return { reason: 'rate_limited', retryAfter: typeof retryAfter === 'number' ? retryAfter : 60 }
  }
  if (isPasswordProblem(problem)) return { reason: 'password_refused', problem }
  switch (code) {
    case 'INVALID_EMAIL_OR_PASSWORD':
      return { reason: 'wrong_credentials' }
    case 'INVALID_EMAIL':
      return { reason: 'invalid_email' }
    case 'INVALID_TOKEN':
    // What can't be read as a token at all.
    case 'VALIDATION_ERROR':
      return { reason: 'dead_link' }
    case 'PASSWORD_TOO_SHORT':
      return { reason: 'password_refused', problem: 'too_short' }
    case 'PASSWORD_TOO_LONG':
      return { reason: 'password_refused', problem: 'too_long' }
    // The database is down, or too slow: nothing that a reference would help with.
    case 'UNAVAILABLE':
      return { reason: 'unavailable' }
    default:
      return { reason: 'unexpected' }
  }
}

const problems: Record<PasswordProblem, true> = {
  too_short: true,
  too_long: true,
  is_address: true,
  common: true,
}

export function isPasswordProblem(value: unknown): value is PasswordProblem {
  return typeof value === 'string' && Object.hasOwn(problems, value)
}

function fieldsOf(body: unknown): { code?: unknown; retryAfter?: unknown; problem?: unknown } {
  return typeof body === 'object' && body !== null ? body : {}
}
