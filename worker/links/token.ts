import { fromBase64Url, toBase64Url } from '../base64url.ts'

/**
 * Which sending of which invitation a link belongs to, and of which organization, so that whoever accepts is sent to its
 * object without asking D1 first. Links of earlier versions don't say that.
 */
export type Link = { invitationId: string; generation: number; organizationId?: string | undefined }

const encoder = new TextEncoder()
const purpose = 'invitation link'
const shape =
  /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([1-9][0-9]{0,8})\.([\w-]{22})?([\w-]{43})$/

/**
 * The secret part of an invitation's link, beside its id: made anew whenever it is needed and stored nowhere, so
 * a retried mail is the same to the byte and a leaked database opens nothing.
 */
export async function invitationToken(secret: string, link: Link): Promise<string> {
  const signature = await crypto.subtle.sign('HMAC', await keyOf(secret), message(link))
  const { invitationId, generation, organizationId } = link
  const of = organizationId === undefined ? '' : toBase64Url(bytesOf(organizationId))
  return `${invitationId}.${generation}.${of}${toBase64Url(new Uint8Array(signature))}`
}

/** The link that a token opens; `null` for whatever was not made with one of the secrets. Costs no query (R29). */
export async function readToken(secrets: readonly string[], token: string): Promise<Link | null> {
  const [, invitationId, generation, of, signature] = shape.exec(token) ?? []
  if (!invitationId || !generation || !signature) return null
  const organizationId = of === undefined ? undefined : uuidOf(fromBase64Url(of))
  const link = { invitationId, generation: Number(generation), organizationId }
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

function message({ invitationId, generation, organizationId }: Link) {
  const of = organizationId === undefined ? [] : [organizationId]
  return encoder.encode(JSON.stringify([purpose, invitationId, generation, ...of]))
}

/** The sixteen bytes of a UUID. */
function bytesOf(uuid: string): Uint8Array {
  return Uint8Array.from(uuid.replaceAll('-', '').match(/../g) ?? [], (hex) => parseInt(hex, 16))
}

function uuidOf(bytes: Uint8Array): string {
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** Those of the secrets that are configured, which are few. */
const keys = new Map<string, Awaited<ReturnType<typeof crypto.subtle.importKey>>>()

async function keyOf(secret: string) {
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
