import type { User } from 'better-auth/types'
import type { Env } from '../env.ts'
import { authFor } from './auth.ts'

/** A user, and the hash that their password is checked against. */
export type WithPassword = { user: User; hash: string }

/** The account of an address key; `null` where there is none, or none that has a password. */
export async function accountWithPassword(env: Env, address: string): Promise<WithPassword | null> {
  const { internalAdapter } = await authFor(env).$context
  const found = await internalAdapter.findUserByEmail(address, { includeAccounts: true })
  const hash = found?.accounts.find(({ providerId }) => providerId === 'credential')?.password
  return found && hash ? { user: found.user, hash } : null
}
