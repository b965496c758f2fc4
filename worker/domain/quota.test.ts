import { expect, test } from 'vitest'
import { countTowards } from './quota.ts'

const noon = Date.UTC(2026, 10, 23, 12)
const limits = [
  { key: 'mail:organization:acme', limit: 3 },
  { key: 'mail:address:nadia@northwind.test', limit: 1 },
]
const spent = (organizationOpensIn: number, addressOpensIn: number) => [
  { key: limits[0]!.key, count: 3, windowEndsAt: noon + organizationOpensIn },
  { key: limits[1]!.key, count: 1, windowEndsAt: noon + addressOpensIn },
]

test.each([
  ['the organization', 90_500, 30_000],
  ['the address', 30_000, 90_500],
])(
  'where two limits are reached, the wait is that for %s, which opens again last (R42)',
  (_, organizationOpensIn, addressOpensIn) => {
    const refused = countTowards(limits, spent(organizationOpensIn, addressOpensIn), noon)
    expect(refused).toEqual({ ok: false, refusal: { reason: 'rate_limited', retryAfter: 91 } })
  },
)

test('a limit whose window has ended holds up nobody (R42)', () => {
  const counted = countTowards(limits, spent(0, -1), noon)
  expect(counted).toMatchObject({ ok: true, value: [{ count: 1 }, { count: 1 }] })
  const half = countTowards(limits, spent(0, 30_000), noon)
  expect(half).toMatchObject({ ok: false, refusal: { retryAfter: 30 } })
})
