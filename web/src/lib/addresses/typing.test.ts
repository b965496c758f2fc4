import { expect, test } from 'vitest'
import { endsEntry, isList } from './typing.ts'

const nadia = 'nadia@northwind.test'

test.each([
  ['a comma', `${nadia},`, ',', true],
  ['a Japanese comma', `${nadia}、`, '、', true],
  ['a semicolon after what is no address', 'nadia@;', ';', true],
  ['a comma inside of a quote', '"Noor,', ',', false],
  ['a space after an address', `${nadia} `, ' ', true],
  ['a space after a name', 'Nadia ', ' ', false],
  ['a space after an address that words precede', `not-an-address ${nadia} `, ' ', true],
  ['a space after a name with its address', `Nadia Noor <${nadia}> `, ' ', true],
  ['a space after a quoted name with its address', `"Noor, Nadia" <${nadia}> `, ' ', true],
  ['a space after a quoted name', '"Noor, Nadia" ', ' ', false],
  ['a space after a name that is an address in quotes', `"${nadia}" `, ' ', false],
  ['a space inside of a bracket', `Nadia <${nadia} `, ' ', false],
  ['a space before an address', `Nadia  <${nadia}>`, ' ', false],
  ['a letter', nadia, 't', false],
])('%s ends an entry, or goes on with it', (_what, text, letter, ends) => {
  expect(endsEntry(text, letter)).toBe(ends)
})

test.each([
  ['one address', nadia, false],
  ['a name with its address', `Nadia Noor <${nadia}>`, false],
  ['two addresses', `${nadia} ravi@northwind.test`, true],
  ['one that a separator follows', `${nadia}; `, true],
  ['nothing', '', false],
])('%s is a list, or is not', (_what, text, is) => {
  expect(isList(text)).toBe(is)
})
