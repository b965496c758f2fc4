import { allow, refuse, type Decided } from '../domain/refusal.ts'
import type { Env } from '../env.ts'
import { derivedUuid } from '../uuid.ts'
import { accountWithPassword } from './account-with-password.ts'
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
  const found = await accountWithPassword(env, email)
  if (found?.user.id !== (await accountIdFor(invitation.id, operationId))) return null
  const attempt = await attemptSignIn(env, { address: email, client }, async () =>
    (await verifyPassword(found.hash, password)) ? found : null,
  )
  if (!attempt.ok) return refuse('rate_limited', attempt.retryAfter)
  const begun = attempt.value && (await beginSession(env, attempt.value, headers))
  return begun && allow({ userId: found.user.id, cookies: begun.cookies })
}

/** The id of the account that an operation makes by an invitation: derived from both, so that it is known by it again. */
export function accountIdFor(invitationId: string, operationId: string): Promise<string> {
  return derivedUuid(['account', invitationId, operationId])
}
