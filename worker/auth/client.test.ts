import { expect, test } from 'vitest'
import { clientOf } from './client.ts'

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:DB8:0001:0002::9', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['2001:db8::3:4:5:6:7', '2001:db8:0:3::/64'],
  ['::1', '0:0:0:0::/64'],
])('%s is counted as %s (R42)', (ip, client) => {
  expect(clientOf(new Headers({ 'cf-connecting-ip': ip }))).toBe(client)
})

test('a request without an address is counted with all of them (R42)', () => {
  expect(clientOf(new Headers())).toBe('unknown')
})
