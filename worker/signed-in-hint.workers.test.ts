import { expect, test } from 'vitest'
import { newAccount, newBrowser } from './testing/browser.ts'

const open = (browser: ReturnType<typeof newBrowser>) =>
  browser.post('/api/trpc/invitation.open', { token: 'none' })

const hintIn = (response: Response) =>
  response.headers.getSetCookie().find((cookie) => cookie.startsWith('__Host-usher.signed_in='))

test('a page learns by a cookie of its own that somebody signed in, and that they signed out', async () => {
  const browser = newBrowser()
  expect(hintIn(await open(browser))).toBeUndefined()
  expect(hintIn(await browser.signIn((await newAccount()).email))).toBe(
    '__Host-usher.signed_in=1; Path=/; Max-Age=7776000; SameSite=Lax; Secure',
  )
  expect(hintIn(await open(browser))).toBeUndefined()
  expect(hintIn(await browser.signOut())).toMatch(/^__Host-usher\.signed_in=; Path=\/; Max-Age=0;/)
  expect(hintIn(await open(browser))).toBeUndefined()
})

test('whoever has lost it, or signed in before there was one, gets it with the next answer', async () => {
  const browser = newBrowser()
  await browser.signIn((await newAccount()).email)
  const [session = ''] = /[^;\s]*session_token=[^;]*/.exec(browser.cookieHeader()) ?? []
  const other = newBrowser()
  const answer = await other.post(
    '/api/trpc/invitation.open',
    { token: 'none' },
    { cookie: session },
  )
  expect(hintIn(answer)).toMatch(/^__Host-usher\.signed_in=1;/)
})
