import { DatabaseSync } from 'node:sqlite'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { insert, literal } from './sql.ts'

test('a text comes back from SQLite as it went in, whatever it holds', () => {
  const database = new DatabaseSync(':memory:')
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      fc.pre(!text.includes('\0') && text.isWellFormed())
      expect(database.prepare(`SELECT ${literal(text)} AS it`).get()?.['it']).toBe(text)
    }),
  )
})

test('a text with a NUL, and a number that is not whole, are refused', () => {
  expect(() => literal('Ac\0me')).toThrow(RangeError)
  expect(() => literal(0.5)).toThrow(RangeError)
  expect(() => literal(Number.NaN)).toThrow(RangeError)
})

test('an INSERT names its columns and quotes its values', () => {
  expect(insert('user', { id: 'u1', name: "O'Hara; --", image: null, age: 7 })).toBe(
    `INSERT INTO "user" ("id", "name", "image", "age") VALUES ('u1', 'O''Hara; --', NULL, 7);`,
  )
})
