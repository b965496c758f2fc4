import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { refund, spend } from './quota.ts'

const windowMs = 60_000
const noon = Date.UTC(2026, 10, 23, 12)

function keys(...limits: number[]) {
  return limits.map((limit) => ({ key: `test:${crypto.randomUUID()}`, limit }))
}

async function countOf(key: string | undefined) {
  const query = env.DB.prepare('SELECT "count" FROM "quota" WHERE "key" = ?1').bind(key)
  return (await query.first<number>('count')) ?? 0
}

test('of 25 at the same time, exactly the limit goes through (R42)', async () => {
  const limits = keys(10)
  const all = await Promise.all(
    Array.from({ length: 25 }, () => spend(env.DB, limits, { now: noon, windowMs })),
  )
  expect(all.filter(({ ok }) => ok)).toHaveLength(10)
  expect(await countOf(limits[0]?.key)).toBe(10)
})

test('what one limit refuses counts towards none (R42)', async () => {
  const [narrow, wide] = keys(1, 5)
  const limits = [narrow!, wide!]
  await spend(env.DB, limits, { now: noon, windowMs })
  for (let again = 0; again < 3; again += 1) {
    expect(await spend(env.DB, limits, { now: noon + again, windowMs })).toEqual({
      ok: false,
      reached: { key: narrow!.key, windowEndsAt: noon + windowMs },
    })
  }
  expect(await countOf(wide!.key)).toBe(1)
})

test('a window starts with the first one counted, and another after its end (R42)', async () => {
  const limits = keys(2)
  const at = (now: number) => spend(env.DB, limits, { now, windowMs })
  expect((await at(noon)).ok).toBe(true)
  expect((await at(noon + windowMs - 1)).ok).toBe(true)
  expect((await at(noon + windowMs - 1)).ok).toBe(false)
  const next = await at(noon + windowMs)
  expect(next.ok && next.spent[0]?.windowEndsAt).toBe(noon + 2 * windowMs)
  expect(await countOf(limits[0]?.key)).toBe(1)
})

test('a refund makes room in its own window, and in no other (R42)', async () => {
  const limits = keys(1)
  const first = await spend(env.DB, limits, { now: noon, windowMs })
  if (!first.ok) throw new Error('there was room')
  await refund(env.DB, first.spent)
  expect(await countOf(limits[0]?.key)).toBe(0)

  expect((await spend(env.DB, limits, { now: noon + windowMs, windowMs })).ok).toBe(true)
  await refund(env.DB, first.spent)
  expect(await countOf(limits[0]?.key)).toBe(1)
})
