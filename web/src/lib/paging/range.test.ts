import { expect, test } from 'vitest'
import { rangeOf } from './range.ts'

const told = {
  items: Array.from({ length: 25 }),
  previousCursor: 'before',
  total: 5_000,
  isTotalCapped: false,
}

test('a page says which of how many rows it shows', () => {
  const range = rangeOf({ page: 3, cursor: 'x' }, told, 25)
  expect(range).toEqual({ first: 51, last: 75, total: 5_000, isCapped: false })
})

test('what nothing comes before is the first page, also when a stale link says otherwise', () => {
  expect(rangeOf({ page: 3, cursor: 'x' }, { ...told, previousCursor: null }, 25).first).toBe(1)
})

test('past what was counted there are at least the rows that are shown', () => {
  const capped = { ...told, total: 1_000, isTotalCapped: true }
  const range = rangeOf({ page: 50, cursor: 'x' }, capped, 25)
  expect(range).toEqual({ first: 1_226, last: 1_250, total: 1_250, isCapped: true })
})
