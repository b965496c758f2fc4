import { env } from 'cloudflare:workers'
import { describe, expect, test, vi } from 'vitest'
import { authFor } from './auth.ts'
import { handleAuth } from './handler.ts'
import { newAccount, newBrowser } from '../testing/browser.ts'

async function countUsers() {
  return env.DB.prepare('SELECT count(*) AS "count" FROM "user"').first<number>('count')
}

async function signedIn() {
  const person = await newAccount()
  const browser = newBrowser()
  await browser.signIn(person.email)
  return { person, browser }
}

describe('what of better-auth can’t be reached', () => {
  test.each([
    ['POST', '/sign-up/email'],
    ['POST', '/change-email'],
    ['POST', '/update-user'],
    ['POST', '/delete-user'],
    ['GET', '/delete-user/callback'],
    ['POST', '/change-password'],
    ['POST', '/set-password'],
    ['POST', '/verify-password'],
    ['GET', '/verify-email'],
    ['POST', '/send-verification-email'],
    ['POST', '/link-social'],
    ['POST', '/unlink-account'],
    ['GET', '/list-accounts'],
    ['GET', '/account-info'],
    ['POST', '/get-access-token'],
    ['POST', '/refresh-token'],
    ['POST', '/update-session'],
    ['GET', '/list-sessions'],
    ['POST', '/start-session'],
    ['GET', '/reset-password/a-token?callbackURL=/'],
    ['POST', '/callback/google'],
    ['GET', '/sign-in/email'],
    ['GET', '/sign-out'],
    ['POST', '/sign-in/email/'],
    ['POST', '//sign-in/email'],
    ['POST', '/SIGN-UP/email'],
    ['GET', '/ok'],
    ['GET', ''],
  ])('%s %s', async (method, path) => {
    const { browser, person } = await signedIn()
    const response = await browser.ask(`/api/auth${path}`, {
      method,
      headers: { origin: env.APP_ORIGIN, 'content-type': 'application/json' },
      ...(method === 'POST' && {
        body: JSON.stringify({ name: 'Eve', email: 'eve@acme.test', newEmail: 'eve@acme.test' }),
      }),
    })
    expect(response.status).toBe(404)
    expect(await browser.whoAmI()).toBe(person.email)
  })
})

describe('accounts come from invitations only (R30)', () => {
  test('better-auth signs nobody up, not even from within', async () => {
    const before = await countUsers()
    const { api, $context } = authFor(env)
    const body = { name: 'Eve', email: 'eve@acme.test', password: 'correct horse 7' }
    await expect(api.signUpEmail({ body })).rejects.toThrow()
    const { internalAdapter } = await $context
    const source = { method: 'email' } as const
    await internalAdapter.createUser({ ...body, emailVerified: true }, source).catch(() => null)
    expect(await countUsers()).toBe(before)
  })

  test('better-auth changes nobody’s address, not even from within (R26)', async () => {
    const person = await newAccount()
    const { internalAdapter } = await authFor(env).$context
    await internalAdapter.updateUser(person.id, { email: 'eve@acme.test' })
    expect((await internalAdapter.findUserById(person.id))?.email).toBe(person.email)
  })
})

describe('a request that another site makes', () => {
  test.each([
    ['a foreign origin', 403, { origin: 'https://elsewhere.test' }],
    ['a null origin', 403, { origin: 'null' }],
    ['the origin of another port', 403, { origin: 'https://usher.test:8443' }],
    ['a subdomain', 403, { origin: 'https://eve.usher.test' }],
    ['no origin, but another site', 403, { 'sec-fetch-site': 'cross-site' }],
    [
      'a form',
      415,
      { origin: env.APP_ORIGIN, 'content-type': 'application/x-www-form-urlencoded' },
    ],
    ['plain text', 415, { origin: env.APP_ORIGIN, 'content-type': 'text/plain' }],
  ])('is refused: %s', async (_, status, headers) => {
    const { browser, person } = await signedIn()
    for (const path of ['/sign-out', '/sign-in/email', '/request-password-reset']) {
      const response = await browser.ask(`/api/auth${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: '{}',
      })
      expect(response.status).toBe(status)
    }
    expect(await browser.whoAmI()).toBe(person.email)
  })

  test('is not one by a client that is no browser, which sends no origin', async () => {
    const { browser } = await signedIn()
    expect((await browser.ask('/api/auth/sign-out', { method: 'POST' })).status).toBe(200)
    expect(await browser.whoAmI()).toBeNull()
  })
})

describe('when something breaks', () => {
  const broken = {
    ...env,
    DB: new Proxy(env.DB, {
      get: (target, name) =>
        name === 'prepare'
          ? () => target.prepare('SELECT secret FROM nowhere')
          : Reflect.get(target, name),
    }),
  }

  test.each([
    ['POST', '/sign-in/email', { email: 'olivia@acme.test', password: 'correct horse 7' }],
    ['POST', '/request-password-reset', { email: 'olivia@acme.test' }],
    ['POST', '/reset-password', { token: 'T'.repeat(43), newPassword: 'correct horse 7' }],
    ['GET', '/get-session', undefined],
  ])('%s %s tells nothing, in its answer or in the log', async (method, path, body) => {
    const lines: unknown[] = []
    for (const level of ['log', 'warn', 'error'] as const) {
      vi.spyOn(console, level).mockImplementation((...line) => void lines.push(...line))
    }
    const { browser } = await signedIn()
    const cookie = browser.cookieHeader()
    const request = new Request(`${env.APP_ORIGIN}/api/auth${path}`, {
      method,
      headers: { 'content-type': 'application/json', cookie },
      ...(body && { body: JSON.stringify(body) }),
    })
    const response = await handleAuth(broken, request, { waitUntil: () => undefined })
    expect(response.status).toBe(500)
    const text = await response.text()
    expect(JSON.parse(text)).toHaveProperty('message')
    const told = text + lines.map((line) => String(line)).join('\n')
    expect(lines).not.toEqual([])
    expect(told).not.toMatch(/olivia|horse|T{43}|select|insert| at \w+|\.ts:|stack/i)
    expect(told).not.toContain(cookie.split('=')[1]?.slice(0, 20))
    vi.restoreAllMocks()
  })
})
