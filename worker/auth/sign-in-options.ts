import { configuration } from '../configuration.ts'
import type { Env } from '../env.ts'

export type SignInOptions = { google: boolean }

/** What the sign-in page offers beside a password. */
export function signInOptions(env: Env): SignInOptions {
  return { google: configuration(env).google !== null }
}
