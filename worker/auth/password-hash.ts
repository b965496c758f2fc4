import { scrypt, timingSafeEqual } from 'node:crypto'
import { fromBase64Url, toBase64Url } from '../base64url.ts'

// better-auth's own cost, but native: its default on Workers is scrypt in JavaScript, several times as slow.
const cost = { N: 16384, r: 16, p: 1 }
const saltLength = 16
const keyLength = 64

/**
 * A password as it is kept: `scrypt$N$r$p$salt$key`, salt and key in base64url. It says what it cost, so that
 * the cost can rise later without locking anyone out.
 */
export async function hashPassword(password: string): Promise<string> {
  const salt = crypto.getRandomValues(new Uint8Array(saltLength))
  const key = await derive(password, salt, cost)
  return ['scrypt', cost.N, cost.r, cost.p, toBase64Url(salt), toBase64Url(key)].join('$')
}

export async function verifyPassword(hash: string, password: string): Promise<boolean> {
  const [scheme, N, r, p, salt, key] = hash.split('$')
  if (scheme !== 'scrypt' || !salt || !key) throw new Error('The hash of a password can’t be read.')
  const expected = fromBase64Url(key)
  const parameters = { N: Number(N), r: Number(r), p: Number(p) }
  const actual = await derive(password, fromBase64Url(salt), parameters)
  return expected.length === actual.length && timingSafeEqual(expected, actual)
}

function derive(password: string, salt: Uint8Array, { N, r, p }: typeof cost): Promise<Uint8Array> {
  // Twice what scrypt takes: its default ceiling of 32 MiB is just below.
  const maxmem = 2 * 128 * N * r
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, keyLength, { N, r, p, maxmem }, (error, key) =>
      error ? reject(error) : resolve(key),
    )
  })
}
