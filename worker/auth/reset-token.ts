import { toBase64Url } from '../base64url.ts'

/** R41. */
export const resetLifetimeMs = 60 * 60 * 1000

const shape = /^[\w-]{43}$/

/** Whether a text can be a reset's token at all; whether it is one, the database knows. */
export function isResetToken(text: string): boolean {
  return shape.test(text)
}

export function newResetToken(): string {
  return toBase64Url(crypto.getRandomValues(new Uint8Array(32)))
}

/** What a reset is found by in `verification`. */
export function resetIdentifier(token: string): Promise<string> {
  return storedIdentifier(`reset-password:${token}`)
}

/** How the identifiers of `verification` are kept, better-auth's too, so that a leaked database opens nothing. */
export async function storedIdentifier(identifier: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(identifier))
  return toBase64Url(new Uint8Array(digest))
}
