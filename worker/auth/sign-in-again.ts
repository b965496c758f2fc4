import { allow, refuse, type Decided } from '../domain/refusal.ts'
import type { Env } from '../env.ts'
import { uuidOf } from '../uuid.ts'
import { authFor } from './auth.ts'
import { beginSession } from './begin-session.ts'
import { attemptSignIn } from './limits.ts'
import { verifyPassword } from './password-hash.ts'
import type { NewAccount, SignedIn } from './create-account.ts'

/**
 * Answers an operation that has made its account before, for its answer may have been lost: with another session.
 * `null` where it has made none, or the account's password is not the one that is sent. The link alone signs nobody in
 * to an account that exists, so a wrong password counts as a failed sign-in (R42).
 */
export async function signInAgain(
  env: Env,
  { invitation, operationId, email, password, headers, client }: NewAccount,
): Promise<Decided<SignedIn> | null> {
  if (operationId === undefined) return null
  const { internalAdapter } = await authFor(env).$context
  const found = await internalAdapter.findUserByEmail(email, { includeAccounts: true })
  const hash = found?.accounts.find(({ providerId }) => providerId === 'credential')?.password
  if (!found || !hash) return null
  const { user } = found
  if (user.id !== (await accountIdFor(invitation.id, operationId))) return null
  const attempt = await attemptSignIn(env, { address: email, client }, async () =>
    (await verifyPassword(hash, password)) ? { user, hash } : null,
  )
  if (!attempt.ok) return refuse('rate_limited', attempt.retryAfter)
  const begun = attempt.value && (await beginSession(env, attempt.value, headers))
  return begun && allow({ userId: user.id, cookies: begun.cookies })
}

const encoder = new TextEncoder()

/** The id of the account that an operation makes by an invitation: derived from both, so that it is known by it again. */
export async function accountIdFor(invitationId: string, operationId: string): Promise<string> {
  const text = JSON.stringify(['account', invitationId, operationId])
  const digest = await crypto.subtle.digest('SHA-256', encoder.encode(text))
  return uuidOf(new Uint8Array(digest, 0, 16))
}
