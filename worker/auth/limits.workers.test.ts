import { env } from 'cloudflare:workers'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { newAccount, newBrowser } from '../testing/browser.ts'

// scrypt is slow on purpose, and these do a lot of it.
vi.setConfig({ testTimeout: 60_000 })

const minute = 60 * 1000
const wrong = 'wrong horse 7'

afterEach(() => {
  vi.useRealTimers()
})

function statuses(responses: Response[]) {
  const count: Record<number, number> = {}
  for (const { status } of responses) count[status] = (count[status] ?? 0) + 1
  return count
}

describe('failed sign-ins of an account (R42)', () => {
  test('are ten in 15 minutes, then not even the right password is looked at', async () => {
    const person = await newAccount()
    for (let failure = 1; failure <= 10; failure += 1) {
      expect((await newBrowser().signIn(person.email, wrong)).status).toBe(401)
    }
    const refused = await newBrowser().signIn(person.email.toUpperCase())
    expect(refused.status).toBe(429)
    const body = await refused.json()
    expect(body).toMatchObject({ code: 'RATE_LIMITED', reason: 'rate_limited' })
    const { retryAfter } = body as { retryAfter: number }
    expect(retryAfter).toBeGreaterThan(800)
    expect(retryAfter).toBeLessThanOrEqual(900)
    expect(refused.headers.get('retry-after')).toBe(String(retryAfter))

    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 15 * minute })
    expect((await newBrowser().signIn(person.email)).status).toBe(200)
  })

  test('are counted exactly when 25 come at the same time', async () => {
    const person = await newAccount()
    const all = Array.from({ length: 25 }, () => newBrowser().signIn(person.email, wrong))
    expect(statuses(await Promise.all(all))).toEqual({ 401: 10, 429: 15 })
  })

  test('are counted for an address that has no account too', async () => {
    const nobody = `nobody-${crypto.randomUUID()}@acme.test`
    const deployment = { LIMIT_SIGN_IN_PER_ACCOUNT: '2' }
    const tries = [1, 2, 3].map(() => newBrowser(deployment).signIn(nobody))
    expect(statuses(await Promise.all(tries))).toEqual({ 401: 2, 429: 1 })
  })

  test('leave other accounts alone', async () => {
    const [person, other] = [await newAccount(), await newAccount()]
    const deployment = { LIMIT_SIGN_IN_PER_ACCOUNT: '1' }
    await newBrowser(deployment).signIn(person.email, wrong)
    expect((await newBrowser(deployment).signIn(person.email)).status).toBe(429)
    expect((await newBrowser(deployment).signIn(other.email)).status).toBe(200)
  })
})

describe('good sign-ins do not count (R42)', () => {
  test('one after the other', async () => {
    const person = await newAccount()
    const browser = newBrowser({ LIMIT_SIGN_IN_PER_ACCOUNT: '2', LIMIT_SIGN_IN_PER_CLIENT: '2' })
    for (let time = 1; time <= 4; time += 1) {
      expect((await browser.signIn(person.email)).status).toBe(200)
    }
    expect((await browser.signIn(person.email, wrong)).status).toBe(401)
    expect((await browser.signIn(person.email)).status).toBe(200)
  })

  test('at the same time, more of them than may fail', async () => {
    const person = await newAccount()
    const browser = newBrowser()
    const all = Array.from({ length: 15 }, () => browser.signIn(person.email))
    expect(statuses(await Promise.all(all))).toEqual({ 200: 15 })
  })
})

describe('failed sign-ins of a client (R42)', () => {
  test('are limited over all accounts, whichever they are', async () => {
    const people = [await newAccount(), await newAccount(), await newAccount()]
    const browser = newBrowser({ LIMIT_SIGN_IN_PER_CLIENT: '3' })
    for (const { email } of people) expect((await browser.signIn(email, wrong)).status).toBe(401)
    const fourth = await newAccount()
    expect((await browser.signIn(fourth.email)).status).toBe(429)
    expect((await newBrowser().signIn(fourth.email)).status).toBe(200)
  })

  test('do not grow by what the account’s limit refuses', async () => {
    const person = await newAccount()
    const deployment = { LIMIT_SIGN_IN_PER_ACCOUNT: '1', LIMIT_SIGN_IN_PER_CLIENT: '2' }
    const browser = newBrowser(deployment)
    const refused = []
    for (let time = 1; time <= 4; time += 1) refused.push(await browser.signIn(person.email, wrong))
    expect(statuses(refused)).toEqual({ 401: 1, 429: 3 })
    const other = await newAccount()
    expect((await browser.signIn(other.email)).status).toBe(200)
  })
})

test('what is counted names neither address nor client', async () => {
  const person = await newAccount()
  await newBrowser().signIn(person.email, wrong)
  const { results } = await env.DB.prepare('SELECT "key" FROM "quota"').all<{ key: string }>()
  expect(results.length).toBeGreaterThan(0)
  for (const { key } of results) expect(key).toMatch(/^(sign-in|reset):(account|client):[\w-]{43}$/)
})
