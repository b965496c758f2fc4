/** RFC 5321: a path of 256 characters, less its two brackets; and a local part of 64. */
const addressLength = 254
const localLength = 64
/** White space, and letters that take more room as typed than as mailed, are let off. */
const longestWorthReading = 2_000

// The alphabet of https://html.spec.whatwg.org/#valid-e-mail-address, so that whatever a browser's form takes, this takes.
const localPart = /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]+$/i
const domainLabels =
  /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/

// What a URL would read as the end of its host, decode, or silently drop; then what nobody sees.
const notInDomain = /[\s/\\?#:%[\]\p{Cc}\p{Cf}]/u

/**
 * What two spellings of one address share (R6): NFKC, trimmed, lower-cased, the domain in punycode; `+tag` and
 * dots are kept. `null` for what no mail can be sent to: `invalid_email`.
 */
export function addressKey(raw: string): string | null {
  return mailableAddress(raw)?.toLowerCase() ?? null
}

/**
 * The address that a mail is sent to: as the key, but for the letter case of the local part, which is its
 * server's own affair. `null` as for the key.
 */
export function mailableAddress(raw: string): string | null {
  if (raw.length > longestWorthReading) return null
  const address = raw.normalize('NFKC').trim()
  const at = address.lastIndexOf('@')
  const local = address.slice(0, Math.max(at, 0))
  if (local.length > localLength || !localPart.test(local)) return null
  const domain = asciiDomain(address.slice(at + 1))
  if (domain === null || local.length + 1 + domain.length > addressLength) return null
  return `${local}@${domain}`
}

function asciiDomain(domain: string): string | null {
  if (notInDomain.test(domain)) return null
  const url = `http://${domain}`
  if (!URL.canParse(url)) return null
  // The last label starts with a letter, which leaves out addresses of machines in every notation of theirs.
  const { hostname } = new URL(url)
  return domainLabels.test(hostname) ? hostname : null
}
