import { env } from 'cloudflare:workers'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { codeOf, newAccount, newBrowser } from '../testing/browser.ts'

const withGoogle = { GOOGLE_CLIENT_ID: 'usher-at-google', GOOGLE_CLIENT_SECRET: 'a secret' }

type Profile = { sub: string; email: string; email_verified: boolean; name?: string }

afterEach(() => {
  vi.restoreAllMocks()
})

/** Google, as far as better-auth asks it: a code for an id token. */
function standInForGoogle(profile: Profile) {
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input) => {
    const url = input instanceof Request ? input.url : String(input)
    if (url !== 'https://oauth2.googleapis.com/token') throw new Error(`not expected: ${url}`)
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const idToken = `${part({ alg: 'RS256', typ: 'JWT' })}.${part(profile)}.c2lnbmF0dXJl`
    return Response.json({
      access_token: 'an access token of Google’s',
      refresh_token: 'a refresh token of Google’s',
      id_token: idToken,
      expires_in: 3600,
      token_type: 'Bearer',
      scope: 'openid email profile',
    })
  })
}

/** The way to Google and back; answers the browser and where it was sent in the end. */
async function signInWithGoogle(profile: Profile, more: object = {}) {
  standInForGoogle(profile)
  const browser = newBrowser(withGoogle)
  const started = await browser.post('/api/auth/sign-in/social', {
    provider: 'google',
    callbackURL: '/',
    ...more,
  })
  expect(started.status).toBe(200)
  const { url } = (await started.json()) as { url: string }
  const { searchParams } = new URL(url)
  expect(searchParams.get('redirect_uri')).toBe('https://usher.test/api/auth/callback/google')
  const query = new URLSearchParams({ code: 'a code', state: searchParams.get('state') ?? '' })
  const returned = await browser.ask(`/api/auth/callback/google?${query.toString()}`)
  expect(returned.status).toBe(302)
  return { browser, location: returned.headers.get('location') }
}

async function accountsOf(userId: string) {
  const query = env.DB.prepare('SELECT * FROM "account" WHERE "user_id" = ?1').bind(userId)
  return (await query.all<Record<string, unknown>>()).results
}

async function hasUser(email: string) {
  const query = env.DB.prepare('SELECT 1 FROM "user" WHERE "email" = ?1').bind(email)
  return (await query.first()) !== null
}

describe('signing in with Google', () => {
  test('is for an address that has an account and that Google verified', async () => {
    const person = await newAccount()
    const profile = { sub: crypto.randomUUID(), email: person.email, email_verified: true }
    const { browser, location } = await signInWithGoogle(profile)
    expect(location).toBe('/')
    expect(await browser.whoAmI()).toBe(person.email)
  })

  test('takes any spelling of the address (R6)', async () => {
    const sub = crypto.randomUUID()
    const person = await newAccount(`${sub}@xn--bcher-kva.test`)
    const email = `${sub}@Bücher.test`
    const { browser } = await signInWithGoogle({ sub, email, email_verified: true })
    expect(await browser.whoAmI()).toBe(person.email)
  })

  test('keeps none of Google’s tokens', async () => {
    const person = await newAccount()
    const profile = { sub: crypto.randomUUID(), email: person.email, email_verified: true }
    await signInWithGoogle(profile)
    await signInWithGoogle(profile)
    const accounts = await accountsOf(person.id)
    expect(accounts).toHaveLength(2)
    for (const { access_token, refresh_token, id_token } of accounts) {
      expect([access_token, refresh_token, id_token]).toEqual([null, null, null])
    }
  })

  test('makes no account for an unknown address, even when asked to (R30)', async () => {
    for (const more of [{}, { requestSignUp: true }]) {
      const sub = crypto.randomUUID()
      const email = `${sub}@acme.test`
      const { browser, location } = await signInWithGoogle(
        { sub, email, email_verified: true },
        more,
      )
      expect(location).toBe('https://usher.test/sign-in?error=signup_disabled')
      expect(await browser.whoAmI()).toBeNull()
      expect(await hasUser(email)).toBe(false)
    }
  })

  test('opens no account for an address that Google did not verify', async () => {
    const person = await newAccount()
    const profile = { sub: crypto.randomUUID(), email: person.email, email_verified: false }
    const { browser, location } = await signInWithGoogle(profile)
    expect(location).toMatch(/^https:\/\/usher\.test\/sign-in\?error=/)
    expect(await browser.whoAmI()).toBeNull()
    expect(await accountsOf(person.id)).toHaveLength(1)
  })

  test('changes no address, whatever Google calls the person later (R26)', async () => {
    const person = await newAccount()
    const sub = crypto.randomUUID()
    await signInWithGoogle({ sub, email: person.email, email_verified: true })
    const email = `other-${sub}@acme.test`
    const { browser } = await signInWithGoogle({ sub, email, email_verified: true })
    expect(await browser.whoAmI()).toBe(person.email)
    expect(await hasUser(email)).toBe(false)
  })

  test('takes no token of Google’s from elsewhere', async () => {
    const browser = newBrowser(withGoogle)
    const response = await browser.post('/api/auth/sign-in/social', {
      provider: 'google',
      idToken: { token: 'a.b.c' },
    })
    expect(response.status).toBe(404)
    expect(await browser.whoAmI()).toBeNull()
  })

  test('is for the browser that began it', async () => {
    const person = await newAccount()
    standInForGoogle({ sub: person.id, email: person.email, email_verified: true })
    const began = newBrowser(withGoogle)
    const way = { provider: 'google', callbackURL: '/' }
    const { url } = await (
      await began.post('/api/auth/sign-in/social', way)
    ).json<{ url: string }>()
    const state = new URL(url).searchParams.get('state') ?? ''
    const query = new URLSearchParams({ code: 'a code', state })
    const back = `/api/auth/callback/google?${query.toString()}`
    const other = newBrowser(withGoogle)
    await other.ask(back)
    expect(await other.whoAmI()).toBeNull()
    await began.ask(back)
    expect(await began.whoAmI()).toBe(person.email)
  })

  test('sends nobody to another site afterwards', async () => {
    const response = await newBrowser(withGoogle).post('/api/auth/sign-in/social', {
      provider: 'google',
      callbackURL: 'https://elsewhere.test/',
    })
    expect(response.status).toBe(403)
  })
})

describe('where Google is not configured', () => {
  test('it is not offered, and not there', async () => {
    const browser = newBrowser()
    expect(await (await browser.ask('/api/sign-in-options')).json()).toEqual({ google: false })
    const response = await browser.post('/api/auth/sign-in/social', { provider: 'google' })
    expect(response.status).toBe(404)
    expect(await codeOf(response)).toBe('PROVIDER_NOT_FOUND')
  })

  test('it is offered where it is', async () => {
    const response = await newBrowser(withGoogle).ask('/api/sign-in-options')
    expect(await response.json()).toEqual({ google: true })
  })
})
