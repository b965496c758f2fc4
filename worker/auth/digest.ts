import { toBase64Url } from '../base64url.ts'

/** A digest that only the holder of the secret can make, so that a leaked table can't be searched for an address. Base64url. */
export async function keyedDigest(secret: string, text: string): Promise<string> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const bytes = new TextEncoder()
  const key = await crypto.subtle.importKey('raw', bytes.encode(secret), algorithm, false, ['sign'])
  const digest = await crypto.subtle.sign('HMAC', key, bytes.encode(text))
  return toBase64Url(new Uint8Array(digest))
}
