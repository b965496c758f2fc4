import * as z from 'zod'
import { passwordProblem, type PasswordProblem } from '../domain/password.ts'
import type { Env } from '../env.ts'
import { rateLimited, refusal } from './answer.ts'
import { authFor } from './auth.ts'
import { clientOf } from './client.ts'
import { countForgedToken } from './limits.ts'
import { isResetToken, resetIdentifier } from './reset-token.ts'

const reset = z.object({ token: z.string(), newPassword: z.string() })

const sentences: Record<PasswordProblem, string> = {
  too_short: 'The password is too short.',
  too_long: 'The password is too long.',
  is_address: 'The address can’t be the password.',
  common: 'This password is one of the most common ones.',
}

/** `POST /reset-password` (R41): better-auth's, once the new password is one that an account may have (R22). */
export async function resetPassword(env: Env, request: Request): Promise<Response> {
  const input = reset.safeParse(await request.json().catch(() => null))
  if (!input.success) {
    return refusal(400, 'VALIDATION_ERROR', 'Send the token of the link and a new password.')
  }
  const { token, newPassword } = input.data
  const { api, $context } = authFor(env)
  const { internalAdapter } = await $context
  const verification = isResetToken(token)
    ? await internalAdapter.findVerificationValue(resetIdentifier(token))
    : null
  if (!verification) return refuseForged(env, clientOf(request.headers))
  const user = await internalAdapter.findUserById(verification.value)
  // The link survives a refused password: it is spent by better-auth, below.
  const problem = user && passwordProblem(newPassword, user.email)
  if (problem) return refusal(400, 'PASSWORD_REFUSED', sentences[problem], { problem })
  return api.resetPassword({ body: { token, newPassword }, asResponse: true })
}

/** What better-auth says of a token that it does not know, and a limit on trying them (R42). */
async function refuseForged(env: Env, client: string): Promise<Response> {
  const retryAfter = await countForgedToken(env, client)
  if (retryAfter !== null) return rateLimited(retryAfter)
  return refusal(400, 'INVALID_TOKEN', 'This link is not valid any more.')
}
