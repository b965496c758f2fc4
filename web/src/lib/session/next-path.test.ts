import { expect, test } from 'vitest'
import { nextPath, signInPath } from './next-path.ts'

const origin = 'https://usher.test'

test('the way back is a path of this site', () => {
  expect(nextPath('/o/acme/settings/members?role=admin', origin)).toBe(
    '/o/acme/settings/members?role=admin',
  )
})

test.each([
  null,
  '',
  'https://elsewhere.test/',
  '//elsewhere.test/o',
  '/\\elsewhere.test',
  '/\t/elsewhere.test',
  '/\\/elsewhere.test',
  '/.//elsewhere.test',
  '/..//elsewhere.test',
  '/%2e%2e//elsewhere.test',
  '/o/..\\/elsewhere.test',
  'data:text/html,1',
  'javascript:alert(1)',
  'o/acme',
])('%j leads to the start, not elsewhere', (asked) => {
  expect(nextPath(asked, origin)).toBe('/')
})

test('what is encoded stays a path of this site', () => {
  for (const asked of ['/%2F%2Felsewhere.test', '/%5Celsewhere.test', '/%09/elsewhere.test']) {
    expect(new URL(nextPath(asked, origin), origin).origin).toBe(origin)
  }
})

test('signing in leads back, but not for the start itself', () => {
  expect(signInPath({ pathname: '/', search: '' })).toBe('/sign-in')
  const back = signInPath({ pathname: '/o/acme', search: '?a=1&b=2' })
  expect(nextPath(new URL(back, origin).searchParams.get('next'), origin)).toBe('/o/acme?a=1&b=2')
})
