import { expect, test } from 'vitest'
import { jsonLists } from './json-lists.ts'

test('rows are one list, and none of no rows', () => {
  expect(jsonLists([{ id: 1 }, { id: 2 }])).toEqual(['[{"id":1},{"id":2}]'])
  expect(jsonLists([])).toEqual([])
})

test('rows that are too much for one parameter are parted, in their order, and none is lost', () => {
  const rows = Array.from({ length: 40 }, (_, id) => ({ id, name: '名'.repeat(50_000) }))
  const lists = jsonLists(rows)
  expect(lists.length).toBeGreaterThan(1)
  for (const list of lists) expect(Buffer.byteLength(list)).toBeLessThan(2_000_000)
  expect(lists.flatMap((list) => JSON.parse(list) as unknown[])).toEqual(rows)
})

test('a row that is too much by itself has a list of its own', () => {
  const rows = ['a', 'x'.repeat(700_000), 'b']
  expect(jsonLists(rows).map((list) => (JSON.parse(list) as string[]).length)).toEqual([1, 1, 1])
})
