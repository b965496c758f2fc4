const encoder = new TextEncoder()

/**
 * The id of the organization that a user creates by an operation: derived from both, so that the same operation
 * sent twice reaches the same object and finds its organization there.
 */
export async function organizationIdFor(userId: string, operationId: string): Promise<string> {
  const bytes = new Uint8Array(
    await crypto.subtle.digest(
      'SHA-256',
      encoder.encode(JSON.stringify(['organization', userId, operationId])),
    ),
  )
  const hex = Array.from(bytes.subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  )
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
