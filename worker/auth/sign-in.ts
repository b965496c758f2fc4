import * as z from 'zod'
import { addressKey } from '../domain/address.ts'
import type { Env } from '../env.ts'
import { noteWho } from '../log/operation.ts'
import { answer, rateLimited, refusal } from './answer.ts'
import { authFor } from './auth.ts'
import { clientOf } from './client.ts'
import { attemptSignIn } from './limits.ts'
import { hashPassword, verifyPassword } from './password-hash.ts'

const credentials = z.object({ email: z.string(), password: z.string() })

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
    userWith(env, address, input.data.password),
  )
  if (!attempt.ok) return rateLimited(attempt.retryAfter)
  const user = attempt.value
  if (!user) return refusal(401, 'INVALID_EMAIL_OR_PASSWORD', 'The email or the password is wrong.')
  noteWho(user.id)
  const { headers, response } = await authFor(env).api.startSession({
    body: { user },
    headers: request.headers,
    returnHeaders: true,
  })
  return answer(200, { redirect: false, token: response.token, user }, headers)
}

async function userWith(env: Env, address: string, password: string) {
  const { internalAdapter } = await authFor(env).$context
  const found = await internalAdapter.findUserByEmail(address, { includeAccounts: true })
  const hash = found?.accounts.find(({ providerId }) => providerId === 'credential')?.password
  if (!found || !hash) {
    // As long as a wrong password takes, so that the time does not tell who has an account.
    await hashPassword(password)
    return null
  }
  return (await verifyPassword(hash, password)) ? found.user : null
}
