import { fromBase64Url, toBase64Url } from '../base64url.ts'

/** Which sending of which invitation a link belongs to. */
export type Link = { invitationId: string; generation: number }

const encoder = new TextEncoder()
const purpose = 'invitation link'
const shape = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([1-9][0-9]{0,8})\.([\w-]{43})$/

/**
 * The secret part of an invitation's link, beside its id: made anew whenever it is needed and stored nowhere, so
 * a retried mail is the same to the byte and a leaked database opens nothing.
 */
export async function invitationToken(secret: string, link: Link): Promise<string> {
  const signature = await crypto.subtle.sign('HMAC', await keyOf(secret), message(link))
  return `${link.invitationId}.${link.generation}.${toBase64Url(new Uint8Array(signature))}`
}

/** The link that a token opens; `null` for whatever was not made with one of the secrets. Costs no query (R29). */
export async function readToken(secrets: readonly string[], token: string): Promise<Link | null> {
  const [, invitationId, generation, signature] = shape.exec(token) ?? []
  if (!invitationId || !generation || !signature) return null
  const link = { invitationId, generation: Number(generation) }
  for (const secret of secrets) {
    // `verify` compares in constant time.
    if (
      await crypto.subtle.verify(
        'HMAC',
        await keyOf(secret),
        fromBase64Url(signature),
        message(link),
      )
    )
      return link
  }
  return null
}

function message({ invitationId, generation }: Link) {
  return encoder.encode(JSON.stringify([purpose, invitationId, generation]))
}

/** Those of the secrets that are configured, which are few. */
const keys = new Map<string, CryptoKey>()

async function keyOf(secret: string): Promise<CryptoKey> {
  const known = keys.get(secret)
  if (known) return known
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', encoder.encode(secret), algorithm, false, [
    'sign',
    'verify',
  ])
  keys.set(secret, key)
  return key
}
