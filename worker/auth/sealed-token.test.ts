import { expect, test } from 'vitest'
import { sealToken, unsealToken } from './sealed-token.ts'

const secret = 'a secret that only this test knows'

test('a sealed token opens with the secret that sealed it (R41)', async () => {
  const sealed = await sealToken(secret, 'the token')
  expect(sealed).not.toContain('token')
  expect(await unsealToken(secret, sealed)).toBe('the token')
})

test('the same token is sealed differently each time (R41)', async () => {
  expect(await sealToken(secret, 'the token')).not.toBe(await sealToken(secret, 'the token'))
})

test('another secret or an altered seal opens nothing (R41)', async () => {
  const sealed = await sealToken(secret, 'the token')
  const altered = sealed.replace(/.$/, (last) => (last === 'A' ? 'Q' : 'A'))
  expect(await unsealToken('another secret', sealed)).toBeNull()
  expect(await unsealToken(secret, altered)).toBeNull()
  expect(await unsealToken(secret, '')).toBeNull()
  expect(await unsealToken(secret, 'é')).toBeNull()
})
