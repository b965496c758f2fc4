import { expect, test } from 'vitest'
import { Browser } from './browser.ts'

test('keeps what it is given, also in the place of what it had, and forgets what is taken back', () => {
  const browser = new Browser()
  browser.keep(['session=one; Path=/; HttpOnly', 'cache=a%3Db; Max-Age=300'])
  expect(browser.cookie).toBe('session=one; cache=a%3Db')
  browser.keep(['session=two; Path=/', 'cache=; Max-Age=0'])
  expect(browser.cookie).toBe('session=two')
})

test('a session is signed as better-auth signs it', () => {
  // HMAC-SHA256 of "token" under "secret", in base64.
  const signature = '6UERDj0r/oJiHw4+FDRzDXMF0QbF9oyHFl0LJ6RhGko='
  const { cookie } = Browser.signedIn('usher.session_token', 'token', 'secret')
  expect(cookie).toBe(`usher.session_token=${encodeURIComponent(`token.${signature}`)}`)
})
