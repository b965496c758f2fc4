/** A UUID of sixteen bytes. */
export function uuidOf(bytes: Uint8Array): string {
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/**
 * A UUID of version 7 (RFC 9562), made at an instant, in milliseconds since 1970: it begins with that. Rows that are made one
 * after the other then lie beside each other in what is ordered by id, where they are written and read together (decision 32).
 */
export function timeOrderedUuid(now: number): string {
  const time = now.toString(16).padStart(12, '0')
  // Version 4 has its other random bits where version 7 has them.
  return `${time.slice(0, 8)}-${time.slice(8)}-7${crypto.randomUUID().slice(15)}`
}

const encoder = new TextEncoder()

/** The same for the same parts, of which the first says for what: an operation that is sent twice makes one thing. */
export async function derivedUuid(
  parts: readonly [kind: string, ...of: string[]],
): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', encoder.encode(JSON.stringify(parts)))
  return uuidOf(new Uint8Array(digest, 0, 16))
}

/** The sixteen bytes of a UUID. */
export function bytesOf(uuid: string): Uint8Array {
  return Uint8Array.from(uuid.replaceAll('-', '').match(/../g) ?? [], (hex) => parseInt(hex, 16))
}
