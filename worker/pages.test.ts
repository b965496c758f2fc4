import { expect, test } from 'vitest'
import { pageFor } from './pages.ts'

const pageOf = (path: string) => pageFor(new Request(`https://usher.test${path}`))?.url ?? null

test.each(['/sign-in', '/o/1/settings/members?search=nadia', '/nothing', '/invite/x', '/apis'])(
  '%s is the app’s page',
  (path) => expect(pageOf(path)).toBe('https://usher.test/'),
)

test.each(['/api/trpc/viewer.get', '/api/nothing', '/_app/immutable/chunks/gone.js'])(
  '%s is none',
  (path) => expect(pageOf(path)).toBeNull(),
)

test('the page is asked for as its address was', () => {
  const headers = { 'if-none-match': '"a"' }
  const request = new Request('https://usher.test/sign-in', { method: 'HEAD', headers })
  const page = pageFor(request)
  expect(page?.method).toBe('HEAD')
  expect(page?.headers.get('if-none-match')).toBe('"a"')
})
