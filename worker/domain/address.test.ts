import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addressKey, mailableAddress } from './address.ts'

const plain = 'mika@acme.test'

describe('spellings of one address share its key (R6)', () => {
  test.each([
    ['as it is', 'mika@acme.test'],
    ['letter case', 'MIKA@Acme.TEST'],
    ['white space around it', ' \tmika@acme.test \n'],
    ['fullwidth letters', 'ｍｉｋａ@ａｃｍｅ.test'],
    ['a fullwidth at sign and full stop', 'mika＠acme．test'],
    ['an ideographic full stop', 'mika@acme。test'],
  ])('%s', (_, spelling) => {
    expect(addressKey(spelling)).toBe(plain)
  })

  test('a domain in its own script and in punycode', () => {
    expect(addressKey('mika@Bücher.test')).toBe('mika@xn--bcher-kva.test')
    expect(addressKey('mika@XN--bcher-kva.test')).toBe('mika@xn--bcher-kva.test')
    expect(addressKey('mika@bu\u0308cher.test')).toBe('mika@xn--bcher-kva.test')
    expect(addressKey('mika@例え.テスト')).toBe('mika@xn--r8jz45g.xn--zckzah')
  })
})

describe('different addresses have different keys (R6)', () => {
  test.each([
    ['a tag', 'mika+usher@acme.test'],
    ['a dot', 'mi.ka@acme.test'],
    ['another local part', 'wanda@acme.test'],
    ['a subdomain', 'mika@eu.acme.test'],
    ['a Cyrillic letter in the domain', 'mika@\u0430cme.test'],
  ])('%s', (_, other) => {
    expect(addressKey(other)).not.toBeNull()
    expect(addressKey(other)).not.toBe(plain)
  })
})

describe('what no mail can be sent to has no key (R6)', () => {
  test.each([
    ['nothing', ''],
    ['white space', '  '],
    ['no at sign', 'mika'],
    ['no domain', 'mika@'],
    ['no local part', '@acme.test'],
    ['a domain without a dot', 'mika@localhost'],
    ['two at signs', 'mika@acme@acme.test'],
    ['a quoted local part', '"mika@acme"@acme.test'],
    ['a line break within', 'mika@acme.test\nBcc: all@acme.test'],
    ['a carriage return in the domain', 'mika@ac\rme.test'],
    ['a tab in the domain', 'mika@ac\tme.test'],
    ['a control character', 'mi\u0000ka@acme.test'],
    ['a space in the local part', 'mi ka@acme.test'],
    ['a space in the domain', 'mika@ac me.test'],
    ['an invisible character', 'mika@ac\u200bme.test'],
    ['an override of the writing direction', 'mika@\u202eacme.test'],
    ['a display name', 'Mika <mika@acme.test>'],
    ['a list', 'mika@acme.test, wanda@acme.test'],
    ['a Cyrillic letter in the local part', 'mik\u0430@acme.test'],
    ['an accented local part', 'mikä@acme.test'],
    ['an IPv4 address', 'mika@127.0.0.1'],
    ['an IPv4 address in disguise', 'mika@0x7f.1'],
    ['an IPv4 address in fullwidth digits', 'mika@１２７.0.0.1'],
    ['an IPv6 address', 'mika@[::1]'],
    ['a numeric top-level domain', 'mika@acme.1'],
    ['a port', 'mika@acme.test:25'],
    ['a path', 'mika@acme.test/x'],
    ['a backslash', 'mika@acme.test\\x'],
    ['a query', 'mika@acme.test?x'],
    ['a fragment', 'mika@acme.test#x'],
    ['a percent-encoded dot', 'mika@acme%2Etest'],
    ['a sign that NFKC turns into a slash', 'mika@acme.test℀'],
    ['a label that starts with a hyphen', 'mika@-acme.test'],
    ['a dot at the end', 'mika@acme.test.'],
    ['two dots in the domain', 'mika@acme..test'],
    ['an underscore in the domain', 'mika@ac_me.test'],
    ['a label of 64 characters', `mika@${'a'.repeat(64)}.test`],
    ['a local part of 65 characters', `${'m'.repeat(65)}@acme.test`],
    ['255 characters', `mika@${'a.'.repeat(125)}`.slice(0, 251) + 'test'],
  ])('%s', (_, raw) => {
    expect(addressKey(raw)).toBeNull()
    expect(mailableAddress(raw)).toBeNull()
  })

  test('254 characters are fine', () => {
    const longest = `mika@${'a.'.repeat(122)}a.com`
    expect(longest).toHaveLength(254)
    expect(addressKey(longest)).toBe(longest)
    expect(addressKey(`m${longest}`)).toBeNull()
  })
})

test('a mail is sent to the letter case that was typed (R6)', () => {
  expect(mailableAddress(' Mika.Tag+X@Bücher.TEST ')).toBe('Mika.Tag+X@xn--bcher-kva.test')
  expect(mailableAddress('o&m/sales@acme.test')).toBe('o&m/sales@acme.test')
})

const letters = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789']
const local = fc
  .array(fc.constantFrom(...letters, '+', '.', '_', '-'), { minLength: 1, maxLength: 64 })
  .map((characters) => characters.join(''))
const label = fc
  .array(fc.constantFrom(...letters), { minLength: 1, maxLength: 20 })
  .map((characters) => `x${characters.join('')}`)
const address = fc
  .tuple(local, label, label)
  .map(([name, ...labels]) => `${name}@${labels.join('.')}`)

function fullwidth(text: string): string {
  return text.replace(/[!-~]/g, (sign) => String.fromCodePoint(sign.charCodeAt(0) + 0xfee0))
}

describe('of any address (R6)', () => {
  test('the key of a key is itself', () => {
    fc.assert(
      fc.property(fc.oneof(address, fc.string(), fc.emailAddress()), (raw) => {
        const key = addressKey(raw)
        if (key !== null) expect(addressKey(key)).toBe(key)
      }),
    )
  })

  test('letter case, width and white space around it make no difference', () => {
    fc.assert(
      fc.property(address, (raw) => {
        const key = addressKey(raw)
        expect(key).not.toBeNull()
        expect(addressKey(raw.toUpperCase())).toBe(key)
        expect(addressKey(fullwidth(raw))).toBe(key)
        expect(addressKey(`\u3000${raw}\r\n`)).toBe(key)
      }),
    )
  })

  test('a key is printable ASCII with one at sign, whatever comes in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (name, domain) => {
        const key = addressKey(`${name}@${domain}.test`)
        if (key !== null) expect(key).toMatch(/^[!-?A-~]+@[a-z0-9.-]+$/)
      }),
    )
  })

  test('a mail goes to the address that the key stands for', () => {
    fc.assert(
      fc.property(fc.oneof(address, fc.emailAddress()), (raw) => {
        expect(mailableAddress(raw)?.toLowerCase() ?? null).toBe(addressKey(raw))
      }),
    )
  })
})
