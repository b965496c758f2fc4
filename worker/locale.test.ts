import { expect, test } from 'vitest'
import { localeOf } from './locale.ts'

test.each([
  ['en', {}],
  ['ja', { 'accept-language': 'ja' }],
  ['ja', { 'accept-language': 'ja-JP,ja;q=0.9,en-US;q=0.8' }],
  ['en', { 'accept-language': 'ja;q=0.5, en;q=0.9' }],
  ['ja', { 'accept-language': 'fr-FR, *;q=0.1, JA;q=0.3' }],
  ['en', { 'accept-language': 'ja;q=0' }],
  ['en', { 'accept-language': 'jazz;q=x,;;,' }],
  ['ja', { 'accept-language': 'en', cookie: 'a=b; PARAGLIDE_LOCALE=ja' }],
  ['en', { 'accept-language': 'ja', cookie: 'PARAGLIDE_LOCALE=en; a=b' }],
  ['ja', { 'accept-language': 'ja', cookie: 'PARAGLIDE_LOCALE=xx' }],
  ['en', { cookie: 'NOT_PARAGLIDE_LOCALE=ja' }],
])('the language is %s with %o', (locale, headers) => {
  expect(localeOf(new Headers(headers as Record<string, string>))).toBe(locale)
})
