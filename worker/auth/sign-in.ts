import * as z from 'zod'
import { addressKey } from '../domain/address.ts'
import type { Env } from '../env.ts'
import { noteWho } from '../log/operation.ts'
import { accountWithPassword, type WithPassword } from './account-with-password.ts'
import { answer, rateLimited, refusal } from './answer.ts'
import { beginSession } from './begin-session.ts'
import { clientOf } from './client.ts'
import { attemptSignIn } from './limits.ts'
import { hashPassword, verifyPassword } from './password-hash.ts'

const longestTried = 1_000

const credentials = z.object({
  email: z.string(),
  // Longer than any account has: tried as the empty one, which is nobody's either and costs what a wrong one does.
  password: z.string().transform((typed) => (typed.length > longestTried ? '' : typed)),
})

/**
 * `POST /sign-in/email`, in the place of better-auth's: that one refuses addresses which are invited here (a domain in
 * punycode, an `&`), and can't count failures exactly. Any spelling of the address signs in (R6).
 */
export async function signIn(env: Env, request: Request): Promise<Response> {
  const input = credentials.safeParse(await request.json().catch(() => null))
  if (!input.success) return refusal(400, 'VALIDATION_ERROR', 'Send an email and a password.')
  const address = addressKey(input.data.email)
  if (address === null) return refusal(400, 'INVALID_EMAIL', 'This is no email address.')
  const client = clientOf(request.headers)
  const attempt = await attemptSignIn(env, { address, client }, () =>
    verify(env, address, input.data.password),
  )
  if (!attempt.ok) return rateLimited(attempt.retryAfter)
  const verified = attempt.value
  const begun = verified && (await beginSession(env, verified, request.headers))
  if (!begun) {
    return refusal(401, 'INVALID_EMAIL_OR_PASSWORD', 'The email or the password is wrong.')
  }
  const { user } = verified
  noteWho(user.id)
  return answer(200, { redirect: false, token: begun.token, user }, begun.cookies)
}

async function verify(env: Env, address: string, password: string): Promise<WithPassword | null> {
  const found = await accountWithPassword(env, address)
  if (!found) {
    // As long as a wrong password takes, so that the time does not tell who has an account.
    await hashPassword(password)
    return null
  }
  return (await verifyPassword(found.hash, password)) ? found : null
}
