import { expect, test } from 'vitest'
import { hashPassword, verifyPassword } from './password-hash.ts'

test('a password verifies against its own hash alone', async () => {
  const hash = await hashPassword('correct horse')
  expect(hash).toMatch(/^scrypt\$16384\$16\$1\$[\w-]{22}\$[\w-]{86}$/)
  expect(await verifyPassword(hash, 'correct horse')).toBe(true)
  expect(await verifyPassword(hash, 'correct horsf')).toBe(false)
})

test('two hashes of one password differ', async () => {
  expect(await hashPassword('correct horse')).not.toBe(await hashPassword('correct horse'))
})

test('keyboards that compose characters differently write the same password', async () => {
  expect(await verifyPassword(await hashPassword('pässword-x'), 'pa\u0308ssword-x')).toBe(true)
})

test('a hash of another cost still verifies', async () => {
  // RFC 7914, section 12: scrypt("pleaseletmein", "SodiumChloride", 16384, 8, 1, 64).
  const key =
    '7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887'
  const salt = Buffer.from('SodiumChloride').toString('base64url')
  const hash = `scrypt$16384$8$1$${salt}$${Buffer.from(key, 'hex').toString('base64url')}`
  expect(await verifyPassword(hash, 'pleaseletmein')).toBe(true)
  expect(await verifyPassword(hash, 'pleaseletmeout')).toBe(false)
})

test('what is no hash fails loudly', async () => {
  await expect(verifyPassword('', '')).rejects.toThrow()
  await expect(verifyPassword('plain', 'plain')).rejects.toThrow()
})
