import { sql } from 'drizzle-orm'
import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { interceptBatches } from '../../worker/testing/d1.ts'
import { given, kept } from './kept.ts'
import { readAsOne, rowsOf } from './read-as-one.ts'

const queries = {
  texts: kept((db) =>
    db
      .select({
        at: sql<number>`value`.as('at'),
        text: sql<string>`printf('%.*c', ${given('length')}, 'x')`.as('text'),
      })
      .from(sql`json_each(${given('ats')})`)
      .orderBy(sql`value`),
  ),
  lengths: kept((db) =>
    db
      .select({ sum: sql<number>`coalesce(sum(length("text")), 0)`.as('sum') })
      .from(sql`${rowsOf('texts')}`),
  ),
}

async function read(rows: number, length: number, isTooLong = false) {
  const ats = JSON.stringify(Array.from({ length: rows }, (_, at) => at))
  let trips = 0
  // The local D1 has no such bound.
  const d1 = interceptBatches(env.DB, (go, at) => {
    trips = at
    if (isTooLong && at === 1) throw new Error('D1_ERROR: string or blob too big: SQLITE_TOOBIG')
    return go()
  })
  return { ...(await readAsOne(d1, queries, { ats, length })), trips: () => trips }
}

test('what is read together is one trip, and one query may read what another one finds', async () => {
  const { texts, lengths, trips } = await read(3, 2)
  expect(texts).toEqual([0, 1, 2].map((at) => ({ at, text: 'xx' })))
  expect(lengths).toEqual([{ sum: 6 }])
  expect(trips()).toBe(1)
})

test('what is longer than a text of D1’s may be is read row by row, in the same order', async () => {
  const { texts, lengths, trips } = await read(2_500, 1_000, true)
  expect(texts.map(({ at }) => at)).toEqual(Array.from({ length: 2_500 }, (_, at) => at))
  expect(texts.every(({ text }) => text === 'x'.repeat(1_000))).toBe(true)
  expect(lengths).toEqual([{ sum: 2_500_000 }])
  expect(trips()).toBe(2)
})

test('of nothing there are no rows', async () => {
  expect(await read(0, 1)).toMatchObject({ texts: [], lengths: [{ sum: 0 }] })
})
