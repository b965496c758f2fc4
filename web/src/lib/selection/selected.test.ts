import { expect, test } from 'vitest'
import { between, pick, refreshed, stateOfPage } from './selected.ts'

const page = ['ada', 'mika', 'omar', 'wanda'].map((id) => ({ id, row: `${id} now` }))
const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id)

test('a range goes from the row that was picked last, in either direction', () => {
  expect(ids(between(page, 'mika', 'wanda'))).toEqual(['mika', 'omar', 'wanda'])
  expect(ids(between(page, 'omar', 'ada'))).toEqual(['ada', 'mika', 'omar'])
})

test('a range from a row of another page is the row alone', () => {
  expect(ids(between(page, 'nadia', 'omar'))).toEqual(['omar'])
  expect(ids(between(page, null, 'omar'))).toEqual(['omar'])
})

test('a page is selected wholly, in part or not at all', () => {
  const some = pick(new Map(), page.slice(0, 2), true)
  expect(stateOfPage(new Map(), page)).toBe('none')
  expect(stateOfPage(some, page)).toBe('some')
  expect(stateOfPage(pick(some, page, true), page)).toBe('all')
  expect(stateOfPage(pick(some, page, false), page)).toBe('none')
  expect(stateOfPage(some, [])).toBe('none')
})

test('what is selected stays over pages, and is told anew by the page that shows it', () => {
  const selected = new Map([
    ['nadia', 'nadia before'],
    ['ada', 'ada before'],
  ])
  expect(refreshed(selected, page)).toEqual(['nadia before', 'ada now'])
})
