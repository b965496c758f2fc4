import { fromBase64Url, toBase64Url } from '../base64url.ts'

const ivLength = 12

/** Encrypts a link's token for the outbox: whoever reads the database opens nothing with it. Base64url. */
export async function sealToken(secret: string, token: string): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(ivLength))
  const key = await sealingKey(secret)
  const text = new TextEncoder().encode(token)
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, text)
  return toBase64Url(new Uint8Array([...iv, ...new Uint8Array(sealed)]))
}

/** The token again; `null` when it was sealed with another secret, or altered. */
export async function unsealToken(secret: string, sealed: string): Promise<string | null> {
  const key = await sealingKey(secret)
  try {
    const bytes = fromBase64Url(sealed)
    const [iv, text] = [bytes.subarray(0, ivLength), bytes.subarray(ivLength)]
    return new TextDecoder().decode(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, text))
  } catch {
    return null
  }
}

// A key of its own for this purpose, so that one secret can serve several.
async function sealingKey(secret: string): Promise<CryptoKey> {
  const material = new TextEncoder().encode(secret)
  const base = await crypto.subtle.importKey('raw', material, 'HKDF', false, ['deriveKey'])
  const info = new TextEncoder().encode('usher: token of a reset-password mail')
  return crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info },
    base,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  )
}
