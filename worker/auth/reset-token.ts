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

/** What better-auth looks a reset up by. */
export function resetIdentifier(token: string): string {
  return `reset-password:${token}`
}

/** How better-auth's identifiers are kept, so that a leaked database opens nothing. */
export async function storedIdentifier(identifier: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(identifier))
  return toBase64Url(new Uint8Array(digest))
}

/** Ends every reset of a user's: once one was used, an older mail must not do it again. */
export async function forgetResets(d1: D1Database, userId: string): Promise<void> {
  // The value of a reset is its user's id; that of Google's sign-in is JSON.
  await d1.prepare('DELETE FROM "verification" WHERE "value" = ?1').bind(userId).run()
}
