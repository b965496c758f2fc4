import { describe, expect, test } from 'vitest'
import { cleanName, isPlainText } from './name.ts'

describe('a name', () => {
  test.each([
    ['  Nadia   Noor ', 'Nadia Noor'],
    ['نادية نور', 'نادية نور'],
    ['O’Brien & Söhne <gmbh>', 'O’Brien & Söhne <gmbh>'],
    ['株式会社アクメ', '株式会社アクメ'],
  ])('%s is kept as %s', (raw, kept) => {
    expect(cleanName(raw)).toBe(kept)
  })

  test.each([
    ['nothing', '   '],
    ['a line break, which could forge a header (R39)', 'Nadia\r\nBcc: all@acme.test'],
    ['a NUL', 'Nadia\0'],
    ['an override of the writing direction', 'Nadia\u202Egnp.exe'],
    ['half a character', 'Nadia \uD83D'],
    ['spaces of no width', '\u200B\u200B'],
    ['more than 200 characters', 'n'.repeat(201)],
  ])('can not be %s', (_, raw) => {
    expect(cleanName(raw)).toBeNull()
  })

  test('may have 200 characters', () => {
    expect(cleanName('n'.repeat(200))).toHaveLength(200)
  })
})

test('a text may have several lines, and nothing else that a name may not have (F26)', () => {
  expect(isPlainText('One line,\r\n\tand another. 🐈 שלום')).toBe(true)
  for (const text of ['a\0b', 'a\u001Bb', 'a\u0085b', 'a\u202Eb', 'a\u2066b', 'a\uD83Db'])
    expect(isPlainText(text)).toBe(false)
})
