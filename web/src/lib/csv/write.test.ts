import { expect, test } from 'vitest'
import { csvOf } from './write.ts'

/** The one line after the header. */
function written(...cells: string[]): string {
  const header = cells.map((_, index) => `c${index}`)
  return csvOf(header, [cells]).slice(csvOf(header, []).length, -'\r\n'.length)
}

test('begins with a byte order mark, and ends each line as Excel does', () => {
  expect(csvOf(['Name', 'Role'], [['Olivia Owner', 'Owner']])).toBe(
    '\uFEFFName,Role\r\nOlivia Owner,Owner\r\n',
  )
})

test('a table without rows is its header', () => {
  expect(csvOf(['Name'], [])).toBe('\uFEFFName\r\n')
})

test.each([
  ['=cmd()', `"'=cmd()"`],
  [`=cmd|' /C calc'!A0`, `"'=cmd|' /C calc'!A0"`],
  ['=HYPERLINK("x","y")', `"'=HYPERLINK(""x"",""y"")"`],
  ['=A1\n+B1', `"'=A1\n+B1"`],
  ['+1', `"'+1"`],
  ['-1', `"'-1"`],
  ['@SUM(A1)', `"'@SUM(A1)"`],
  ['\t=1', `"'\t=1"`],
  ['\r=1', `"'\r=1"`],
  ['＝1+1', `"'＝1+1"`],
])('a cell that begins like a formula is text: %j', (cell, safe) => {
  expect(written('nobody', cell)).toBe(`nobody,${safe}`)
})

test('a header is no formula either', () => {
  expect(csvOf(['=cmd()'], [])).toBe(`\uFEFF"'=cmd()"\r\n`)
})

test('what only holds such signs stays as it is', () => {
  expect(written('a=b', 'nadia+web@northwind.test', '2026-11-26T14:00:00.000Z')).toBe(
    'a=b,nadia+web@northwind.test,2026-11-26T14:00:00.000Z',
  )
})

test('commas, quotes and line breaks stay within their cell', () => {
  expect(written('Web, Mobile', 'the "best"', 'two\nlines', 'and\rso')).toBe(
    '"Web, Mobile","the ""best""","two\nlines","and\rso"',
  )
})
