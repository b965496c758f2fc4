import { describe, expect, test } from 'vitest'
import { commonPasswords } from './common-passwords.ts'
import { longestPassword, passwordProblem, shortestPassword } from './password.ts'

const email = 'mika.tanaka@acme.test'

describe('a password that an account may have (R22)', () => {
  test.each([
    ['a sentence', 'the cat sat on the mat'],
    ['that of the demo', 'Usher-demo-1'],
    ['lower-case letters alone', 'gfjqkwpz'],
    ['digits alone', '49017352'],
    ['eight emoji', '🐈🐕🐎🐖🐏🐐🐓🐇'],
    ['Japanese', 'ねこはこたつで丸くなる'],
    ['128 characters', 'gf'.repeat(64)],
    ['a part of the address', 'mika.tanaka@acme'],
  ])('%s', (_, password) => {
    expect(passwordProblem(password, email)).toBeNull()
  })
})

describe('a password that no account may have (R22)', () => {
  test.each([
    ['too_short', ''],
    ['too_short', 'gfjqkwp'],
    ['too_short', '🐈🐕🐎🐖'],
    ['too_long', 'g'.repeat(129)],
    ['is_address', 'mika.tanaka@acme.test'],
    ['is_address', 'MIKA.Tanaka@Acme.Test'],
    ['is_address', ' mika.tanaka@acme.test '],
    ['is_address', 'ｍｉｋａ.tanaka＠acme.test'],
    ['is_address', 'Mika.Tanaka'],
    ['common', 'password'],
    ['common', 'PassWord1'],
    ['common', 'ｐａｓｓｗｏｒｄ'],
    ['common', '12345678'],
    ['common', 'qwertyuiop'],
    ['common', 'P@ssw0rd'],
    ['common', 'iloveyou'],
  ])('%s: "%s"', (problem, password) => {
    expect(passwordProblem(password, email)).toBe(problem)
  })

  test('the address in its own script, where the account has it in punycode', () => {
    expect(passwordProblem('mika@Bücher.test', 'mika@xn--bcher-kva.test')).toBe('is_address')
  })
})

test('a short local part may stand alone nowhere, but within a password (R22)', () => {
  expect(passwordProblem('mika', 'mika@acme.test')).toBe('too_short')
  expect(passwordProblem('mika-and-the-cat', 'mika@acme.test')).toBeNull()
})

test('every common password is one that could be chosen otherwise', () => {
  for (const password of commonPasswords) {
    expect(password).toBe(password.normalize('NFKC').toLowerCase())
    expect(password.length).toBeGreaterThanOrEqual(shortestPassword)
    expect(password.length).toBeLessThanOrEqual(longestPassword)
  }
  expect(commonPasswords.size).toBeGreaterThan(250)
})
