import { uuidOf } from '../uuid.ts'

const encoder = new TextEncoder()

/**
 * The id of the organization that a user creates by an operation: derived from both, so that the same operation
 * sent twice reaches the same object and finds its organization there.
 */
export async function organizationIdFor(userId: string, operationId: string): Promise<string> {
  const digest = await crypto.subtle.digest(
    'SHA-256',
    encoder.encode(JSON.stringify(['organization', userId, operationId])),
  )
  return uuidOf(new Uint8Array(digest, 0, 16))
}
