import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isOpenEnded, parseAddresses } from './parse.ts'

const nadia = 'nadia@northwind.test'
const ravi = 'ravi@northwind.test'
const read = (text: string) =>
  parseAddresses(text).map(({ text, key }) => (key === null ? { wrong: text } : text))

describe('a list of addresses is read', () => {
  test.each([
    ['one address', nadia, [nadia]],
    ['commas', `${nadia}, ${ravi}`, [nadia, ravi]],
    ['semicolons', `${nadia};${ravi};`, [nadia, ravi]],
    ['spaces', `${nadia} ${ravi}`, [nadia, ravi]],
    [
      'tabs and lines',
      `${nadia}\t${ravi}\r\nli@northwind.test\n\n`,
      [nadia, ravi, 'li@northwind.test'],
    ],
    [
      'Japanese separators',
      `${nadia}、${ravi}；li@northwind.test，`,
      [nadia, ravi, 'li@northwind.test'],
    ],
    [
      'ideographic and unbroken spaces',
      `${nadia}\u3000${ravi}\u00a0li@northwind.test`,
      [nadia, ravi, 'li@northwind.test'],
    ],
    ['a name and an address', `Nadia Noor <${nadia}>`, [nadia]],
    [
      'names and addresses, with spaces between',
      `Nadia Noor <${nadia}> Ravi <${ravi}>`,
      [nadia, ravi],
    ],
    [
      'a name with a comma, in quotes',
      `"Noor, Nadia" <${nadia}>, "Rao, Ravi" <${ravi}>`,
      [nadia, ravi],
    ],
    [
      'a name with a comma, as Outlook copies it',
      `Noor, Nadia <${nadia}>; Rao, Ravi <${ravi}>`,
      [nadia, ravi],
    ],
    ['a bracket alone', `<${nadia}>`, [nadia]],
    ['mailto, with a subject', `mailto:${nadia}?subject=Hello, MAILTO:${ravi}`, [nadia, ravi]],
    [
      'quotes and brackets around',
      `"${nadia}" '${ravi}' (li@northwind.test) [kim@northwind.test]`,
      [nadia, ravi, 'li@northwind.test', 'kim@northwind.test'],
    ],
    ['the end of a sentence', `Please invite ${nadia}.`, [{ wrong: 'Please invite' }, nadia]],
    ['marks that nobody sees', `\u200e${nadia}\u200b,\ufeff${ravi}`, [nadia, ravi]],
    ['spellings as they were typed', 'Nadia+web@NORTHWIND.test', ['Nadia+web@NORTHWIND.test']],
    [
      'wide letters',
      'ｎａｄｉａ＠ｎｏｒｔｈｗｉｎｄ．ｔｅｓｔ',
      ['ｎａｄｉａ＠ｎｏｒｔｈｗｉｎｄ．ｔｅｓｔ'],
    ],
    ['words beside addresses', `Nadia Noor ${nadia}`, [{ wrong: 'Nadia Noor' }, nadia]],
    ['words alone', 'Nadia Noor', [{ wrong: 'Nadia Noor' }]],
    ['an address that is none', `nadia@, ${ravi}`, [{ wrong: 'nadia@' }, ravi]],
    ['an address in brackets that is none', 'Nadia <nadia@>', [{ wrong: 'Nadia <nadia@>' }]],
    ['a quote that never ends', `"Noor, ${nadia}`, [{ wrong: '"Noor' }, nadia]],
    ['nothing', ' ,;\n ', []],
  ])('%s', (_what, text, entries) => {
    expect(read(text)).toEqual(entries)
  })
})

const word = fc.stringMatching(/^[a-z0-9@.+_-]{1,24}$/)
const separator = fc.constantFrom(', ', ';', ' ', '\t', '\n', '\r\n', '、', ' ; ')

test('nothing that was typed is lost', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(word, separator), { maxLength: 40 }), (list) => {
      const typed = list.flat().join('')
      const kept = parseAddresses(typed).map((entry) => entry.text)
      // Letters and figures; what stood between and around them is what a list is made of.
      const letters = (text: string) => text.replaceAll(/[^a-z0-9@]/g, '')
      expect(letters(kept.join(''))).toBe(letters(typed))
    }),
  )
})

test('whatever is pasted, each entry is an address or says that it is none', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (typed) => {
      for (const { text } of parseAddresses(typed)) expect(text.trim()).not.toBe('')
    }),
  )
})

test('reading what was read changes nothing', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(word, separator), { maxLength: 20 }), (list) => {
      const once = parseAddresses(list.flat().join('')).filter(({ key }) => key !== null)
      expect(parseAddresses(once.map(({ text }) => text).join(','))).toEqual(once)
    }),
  )
})

test('a long paste is read in one go', () => {
  const many = Array.from({ length: 20_000 }, (_, at) => `person.${at}@northwind.test`)
  expect(parseAddresses(many.join('\n'))).toHaveLength(20_000)
})

test('inside of a quote or a bracket an entry goes on', () => {
  expect(isOpenEnded('"Noor,')).toBe(true)
  expect(isOpenEnded('Nadia <nadia,')).toBe(true)
  expect(isOpenEnded(`"Noor, Nadia" <${nadia}>`)).toBe(false)
  expect(isOpenEnded('Nadia,')).toBe(false)
})
