import { env } from 'cloudflare:workers'
import { afterEach, describe, expect, test, vi } from 'vitest'
import * as passwordHash from './password-hash.ts'
import { readSession } from './session.ts'
import { codeOf, newAccount, newBrowser, password } from '../testing/browser.ts'

const day = 24 * 60 * 60 * 1000

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

function later(ms: number) {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms })
}

describe('signing in', () => {
  test('with the password of the account begins a session', async () => {
    const person = await newAccount()
    const browser = newBrowser()
    const response = await browser.signIn(person.email)
    expect(response.status).toBe(200)
    expect(await browser.whoAmI()).toBe(person.email)
  })

  test('answers with no password and no hash', async () => {
    const person = await newAccount()
    const text = await (await newBrowser().signIn(person.email)).text()
    expect(text).toContain(person.email)
    expect(text).not.toMatch(/scrypt|password/i)
  })

  test.each([
    ['letter case', (email: string) => email.toUpperCase()],
    ['white space', (email: string) => `  ${email}\n`],
    ['fullwidth letters', (email: string) => email.replace('person', 'ｐｅｒｓｏｎ')],
    ['a fullwidth at sign', (email: string) => email.replace('@', '＠')],
  ])('takes any spelling of the address: %s (R6)', async (_, spell) => {
    const person = await newAccount()
    expect((await newBrowser().signIn(spell(person.email))).status).toBe(200)
  })

  test.each([
    ['a domain in its own script', 'mika@xn--r8jz45g.xn--zckzah', 'mika@例え.テスト'],
    ['an ampersand', 'o&m@acme.test', 'O&M@acme.test'],
  ])('takes every address that can be invited: %s (R6)', async (_, key, typed) => {
    await newAccount(key)
    expect((await newBrowser().signIn(typed)).status).toBe(200)
  })

  test('says the same of a wrong password and of an unknown address', async () => {
    const person = await newAccount()
    const wrong = await newBrowser().signIn(person.email, 'wrong horse 7')
    const unknown = await newBrowser().signIn('nobody@acme.test')
    expect([wrong.status, unknown.status]).toEqual([401, 401])
    expect(await wrong.text()).toBe(await unknown.text())
    expect(wrong.headers.getSetCookie()).toEqual([])
  })

  test('refuses what is no address, and a body that is none', async () => {
    const browser = newBrowser()
    expect(await codeOf(await browser.signIn('olivia'))).toBe('INVALID_EMAIL')
    expect(await codeOf(await browser.signIn(`${'o'.repeat(2000)}@acme.test`))).toBe(
      'INVALID_EMAIL',
    )
    const unreadable = await browser.post('/api/auth/sign-in/email', { email: ['a'], password: {} })
    expect(unreadable.status).toBe(400)
    expect(await codeOf(unreadable)).toBe('VALIDATION_ERROR')
  })
})

describe('the cookie of a session', () => {
  test('is out of reach of scripts, other sites and other hosts where the app is on https', async () => {
    const person = await newAccount()
    const response = await newBrowser().signIn(person.email)
    const cookies = response.headers.getSetCookie()
    const attributesOf = (name: string) =>
      cookies
        .find((cookie) => cookie.startsWith(`__Host-usher.${name}=`))
        ?.split('; ')
        .slice(1)
        .toSorted()
    // The third says to scripts that there is a session, and opens nothing (worker/signed-in-hint.ts).
    expect(cookies).toHaveLength(3)
    const guarded = ['HttpOnly', 'Path=/', 'SameSite=Lax', 'Secure']
    expect(attributesOf('session_token')).toEqual([...guarded, 'Max-Age=2592000'].toSorted())
    expect(attributesOf('session_data')).toEqual([...guarded, 'Max-Age=300'].toSorted())
  })

  test('has a plain name on http://localhost', async () => {
    const person = await newAccount()
    const browser = newBrowser({ APP_ORIGIN: 'http://localhost:8787' })
    const [cookie] = (await browser.signIn(person.email)).headers.getSetCookie()
    expect(cookie).toMatch(/^usher\.session_token=/)
    expect(cookie).toContain('HttpOnly')
    expect(cookie).not.toContain('Secure')
    expect(await browser.whoAmI()).toBe(person.email)
  })

  test('is worth nothing when altered', async () => {
    const person = await newAccount()
    const browser = newBrowser()
    await browser.signIn(person.email)
    const forged = browser
      .cookieHeader()
      .replace(/=(.)/, (_, first) => `=${first === 'a' ? 'b' : 'a'}`)
    expect(await readSession(env, new Headers({ cookie: forged }))).toBeNull()
  })

  test('is more than the token that an answer may tell: without its signature that is nobody’s', async () => {
    const person = await newAccount()
    const browser = newBrowser()
    const { token } = await (await browser.signIn(person.email)).json<{ token: string }>()
    const unsigned = browser.cookieHeader().replace(/=.*/, `=${token}`)
    expect(browser.cookieHeader()).toContain(token)
    expect(await readSession(env, new Headers({ cookie: unsigned }))).toBeNull()
  })
})

describe('a session', () => {
  test('ends with signing out, also for whoever kept its cookie', async () => {
    const person = await newAccount()
    const browser = newBrowser()
    await browser.signIn(person.email)
    const kept = new Headers({ cookie: browser.cookieHeader() })
    expect((await readSession(env, kept))?.user.id).toBe(person.id)
    expect((await browser.signOut()).status).toBe(200)
    expect(browser.cookieHeader()).toBe('')
    expect(await readSession(env, kept)).toBeNull()
  })

  test('ends when its browser signs in again, as whomever, and no other does', async () => {
    const [person, other] = [await newAccount(), await newAccount()]
    const [browser, elsewhere] = [newBrowser(), newBrowser()]
    await browser.signIn(person.email)
    await elsewhere.signIn(person.email)
    const kept = new Headers({ cookie: browser.cookieHeader() })
    await browser.signIn(other.email)
    expect(await readSession(env, kept)).toBeNull()
    expect(await browser.whoAmI()).toBe(other.email)
    expect(await elsewhere.whoAmI()).toBe(person.email)
  })

  test('says who it is, and passes on a new cookie once a day', async () => {
    const person = await newAccount()
    const browser = newBrowser()
    await browser.signIn(person.email)
    const headers = new Headers({ cookie: browser.cookieHeader() })
    const fresh = await readSession(env, headers)
    expect(fresh?.user).toEqual({
      id: person.id,
      name: person.name,
      email: person.email,
      emailVerified: true,
    })
    const tokens = async () =>
      (await readSession(env, headers))?.cookies
        .getSetCookie()
        .filter((cookie) => cookie.includes('.session_token='))
    expect(await tokens()).toEqual([])
    later(day + 1000)
    expect(await tokens()).toHaveLength(1)
    expect(await tokens()).toEqual([])
  })

  test('ends after thirty days of absence', async () => {
    const person = await newAccount()
    const browser = newBrowser()
    await browser.signIn(person.email)
    later(30 * day + 1000)
    expect(await readSession(env, new Headers({ cookie: browser.cookieHeader() }))).toBeNull()
  })

  test('costs no query where there is no cookie', async () => {
    const unreachable = { ...env, DB: null as unknown as D1Database }
    expect(await readSession(unreachable, new Headers())).toBeNull()
  })
})

test('a sign-in that fails costs one derivation, whyever it does (R42)', async () => {
  const [person, withoutPassword] = [await newAccount(), await newAccount()]
  await env.DB.prepare('DELETE FROM account WHERE user_id = ?').bind(withoutPassword.id).run()
  const hash = vi.spyOn(passwordHash, 'hashPassword')
  const verify = vi.spyOn(passwordHash, 'verifyPassword')
  const wrong = 'wrong horse 7'
  for (const [what, email, secret] of [
    ['a wrong password', person.email, wrong],
    ['an unknown address', `nobody-${crypto.randomUUID()}@acme.test`, wrong],
    ['an account without a password', withoutPassword.email, wrong],
    ['more than a password can be', person.email, `${password}${'x'.repeat(100_000)}`],
    ['the same for an unknown address', 'nobody@acme.test', 'x'.repeat(100_000)],
  ] as const) {
    hash.mockClear()
    verify.mockClear()
    expect((await newBrowser().signIn(email, secret)).status, what).toBe(401)
    const derived = [
      ...hash.mock.calls.map(([tried]) => tried),
      ...verify.mock.calls.map(([, tried]) => tried),
    ]
    expect(derived, what).toEqual([secret.length > 1000 ? '' : secret])
  }
})

test('a password is checked in full, not in its first bytes', async () => {
  const person = await newAccount()
  expect((await newBrowser().signIn(person.email, `${password} and more`)).status).toBe(401)
  expect((await newBrowser().signIn(person.email, password.slice(0, -1))).status).toBe(401)
})
