import { describe, expect, test } from 'vitest'
import { mostRows, readTable } from './read-table.ts'

const read = (...parts: BlobPart[]) => readTable(new Blob(parts))
const cells = async (text: string) => {
  const table = await read(text)
  return table.ok ? table.rows.map((row) => row.cells) : table.problem
}

describe('a CSV file is read', () => {
  test.each([
    ['by commas', 'email,role\na@b.test,admin\n'],
    ['by semicolons', 'email;role\r\na@b.test;admin\r\n'],
    ['by tabs', 'email\trole\na@b.test\tadmin'],
    ['in quotes', '"email","role"\n"a@b.test","admin"\n'],
  ])('%s', async (_how, text) => {
    expect(await cells(text)).toEqual([
      ['email', 'role'],
      ['a@b.test', 'admin'],
    ])
  })
  test('with separators, quotes and lines inside of a cell', async () => {
    expect(await cells('a@b.test,member,"Web; ""Mobile""\nAPI"')).toEqual([
      ['a@b.test', 'member', 'Web; "Mobile"\nAPI'],
    ])
  })
  test('a list of workspaces does not decide what separates the columns', async () => {
    expect(await cells('a@b.test,member,Web;API\nc@d.test,member,Web;API;Mobile')).toEqual([
      ['a@b.test', 'member', 'Web;API'],
      ['c@d.test', 'member', 'Web;API;Mobile'],
    ])
  })
  test('each row with its number in the file, those of nothing left out', async () => {
    expect(await read('email\n\n ,\na@b.test\n')).toEqual({
      ok: true,
      rows: [
        { number: 1, cells: ['email'] },
        { number: 4, cells: ['a@b.test'] },
      ],
    })
  })
})

describe('what can’t be read says why', () => {
  test('a file of 20 MB', async () => {
    expect(await read(new Uint8Array(20 * 1024 * 1024))).toEqual({
      ok: false,
      problem: 'too_large',
    })
  })
  test('too many rows', async () => {
    const rows = (count: number) => `email\n${'a@b.test\n'.repeat(count)}`
    expect(await read(rows(mostRows))).toMatchObject({ ok: true })
    expect(await read(rows(mostRows + 1))).toEqual({ ok: false, problem: 'too_many_rows' })
  })
  test('nothing in it, or nothing but separators', async () => {
    expect(await read('')).toEqual({ ok: false, problem: 'empty' })
    expect(await read(',,\n,,\n')).toEqual({ ok: false, problem: 'empty' })
  })
  test('a file that is gone', async () => {
    const gone = { size: 1, arrayBuffer: () => Promise.reject(new Error('NotFoundError')) }
    expect(await readTable(gone as unknown as Blob)).toEqual({ ok: false, problem: 'unreadable' })
  })
})
