import { expect, test } from 'vitest'
import { readAll, type Progress } from './read-all.ts'

/** A list of numbers, three a page; a cursor is the place where the next page begins. */
const pageOf = (all: string[], cursor: string | null) => {
  const from = Number(cursor ?? 0)
  return {
    items: all.slice(from, from + 3),
    nextCursor: from + 3 < all.length ? String(from + 3) : null,
    previousCursor: null,
    total: all.length,
    isTotalCapped: false,
  }
}
const all = ['a', 'b', 'c', 'd', 'e', 'f', 'g']
const itself = (row: string) => row

test('reads a list to its end, and tells how far it is', async () => {
  const told: Progress[] = []
  const reading = readAll(
    (cursor) => Promise.resolve(pageOf(all, cursor)),
    itself,
    (progress) => told.push(progress),
  )
  expect(await reading.goOn()).toEqual(all)
  expect(told.map(({ done, total }) => [done, total])).toEqual([
    [3, 7],
    [6, 7],
    [7, 7],
  ])
})

test('goes on where it broke off', async () => {
  const asked: (string | null)[] = []
  const reading = readAll(
    (cursor) => {
      asked.push(cursor)
      if (asked.length === 2) return Promise.reject(new Error('unreachable'))
      return Promise.resolve(pageOf(all, cursor))
    },
    itself,
    () => {},
  )
  await expect(reading.goOn()).rejects.toThrow('unreachable')
  expect(await reading.goOn()).toEqual(all)
  expect(asked).toEqual([null, '3', '3', '6'])
})

test('who moves within the list meanwhile is there once', async () => {
  const reading = readAll(
    (cursor) => Promise.resolve(pageOf(cursor === null ? all : ['a', ...all.slice(0, -1)], cursor)),
    itself,
    () => {},
  )
  const rows = await reading.goOn()
  expect(new Set(rows).size).toBe(rows.length)
})

test('a list that leads back to its first page has an end', async () => {
  const reading = readAll(
    () => Promise.resolve({ ...pageOf(all, null) }),
    itself,
    () => {},
  )
  expect(await reading.goOn()).toEqual(['a', 'b', 'c'])
})
