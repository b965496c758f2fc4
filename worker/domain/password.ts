import { addressKey } from './address.ts'
import { commonPasswords } from './common-passwords.ts'

/** In code points: what a person counts, not what UTF-16 does. */
export const shortestPassword = 8
export const longestPassword = 128

export type PasswordProblem = 'too_short' | 'too_long' | 'is_address' | 'common'

/** Why this can't be the password of the account with this address (R22); `null` when it can. No rules of composition. */
export function passwordProblem(password: string, email: string): PasswordProblem | null {
  const length = [...password].length
  if (length < shortestPassword) return 'too_short'
  if (length > longestPassword) return 'too_long'
  if (isAddress(password, email)) return 'is_address'
  return commonPasswords.has(folded(password)) ? 'common' : null
}

function isAddress(password: string, email: string): boolean {
  const key = addressKey(email) ?? folded(email)
  const local = key.slice(0, key.lastIndexOf('@'))
  return [key, local].includes(folded(password)) || addressKey(password) === key
}

function folded(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase()
}
