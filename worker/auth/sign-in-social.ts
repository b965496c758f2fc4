import * as z from 'zod'
import { configuration } from '../configuration.ts'
import type { Env } from '../env.ts'
import { refusal } from './answer.ts'

const waysBack = z.looseObject({
  callbackURL: z.string().optional(),
  errorCallbackURL: z.string().optional(),
  newUserCallbackURL: z.string().optional(),
})

/**
 * `POST /sign-in/social`: better-auth's, once every way back leads to a page of this app. better-auth itself lets
 * `/.//elsewhere.test` pass, which a browser folds into the address of another site.
 */
export async function signInSocial(
  env: Env,
  request: Request,
  betterAuth: (env: Env, request: Request) => Promise<Response>,
): Promise<Response> {
  const input = waysBack.safeParse(await request.json().catch(() => null))
  if (!input.success) return refusal(400, 'VALIDATION_ERROR', 'Send a provider as JSON.')
  const { callbackURL, errorCallbackURL, newUserCallbackURL } = input.data
  const { appOrigin } = configuration(env)
  for (const way of [callbackURL, errorCallbackURL, newUserCallbackURL]) {
    if (way !== undefined && !leadsHome(way, appOrigin)) {
      return refusal(403, 'INVALID_CALLBACK_URL', 'This leads to another site.')
    }
  }
  const headers = new Headers(request.headers)
  headers.delete('content-length')
  const body = JSON.stringify(input.data)
  return betterAuth(env, new Request(request.url, { method: 'POST', headers, body }))
}

function leadsHome(way: string, appOrigin: string): boolean {
  if (!URL.canParse(way, appOrigin)) return false
  const { origin, pathname } = new URL(way, appOrigin)
  return origin === appOrigin && !pathname.startsWith('//')
}
