import { authFailureOf, type AuthFailure } from './auth-answer.ts'

/** Signs in; `null` when it worked. */
export function signIn(email: string, password: string): Promise<AuthFailure | null> {
  return ask('sign-in/email', { email, password })
}

/** Has a mail sent to whoever has this account, if anybody; the answer does not tell. */
export function requestPasswordReset(email: string): Promise<AuthFailure | null> {
  return ask('request-password-reset', { email })
}

/** Sets a new password with the token of such a mail (R41). */
export function resetPassword(token: string, newPassword: string): Promise<AuthFailure | null> {
  return ask('reset-password', { token, newPassword })
}

/** Leaves for Google, which leads back to `path`, or with `?error=` to `failedPath`. */
export async function continueWithGoogle(
  path: string,
  failedPath: string,
): Promise<AuthFailure | null> {
  let url: unknown
  const failure = await ask(
    'sign-in/social',
    {
      provider: 'google',
      // Whole addresses: of paths, better-auth takes only those of a narrow alphabet.
      callbackURL: new URL(path, location.origin),
      errorCallbackURL: new URL(failedPath, location.origin),
    },
    (body) => (url = body.url),
  )
  if (failure) return failure
  if (typeof url !== 'string') return { reason: 'unexpected' }
  location.assign(url)
  return null
}

/** Whether Google is offered beside a password; not, when that can't be told. */
export async function offersGoogle(): Promise<boolean> {
  try {
    const answer = await fetch('/api/sign-in-options')
    const { google } = (await answer.json()) as { google?: unknown }
    return answer.ok && google === true
  } catch {
    return false
  }
}

async function ask(
  path: string,
  input: Record<string, unknown>,
  read?: (body: Record<string, unknown>) => void,
): Promise<AuthFailure | null> {
  try {
    const answer = await fetch(`/api/auth/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(input),
    })
    const body: unknown = await answer.json().catch(() => null)
    if (answer.ok && body !== null) read?.(body as Record<string, unknown>)
    const failure = authFailureOf(answer.status, body)
    const reference = answer.headers.get('x-request-id')
    return failure?.reason === 'unexpected' && reference ? { ...failure, reference } : failure
  } catch {
    return { reason: 'unreachable' }
  }
}
