import { env } from 'cloudflare:workers'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Env } from '../env.ts'
import type { SessionView } from '../domain/views.ts'
import { apiOf } from '../testing/api.ts'
import { codeOf, newAccount, newBrowser, password } from '../testing/browser.ts'
import { newOrganization } from '../testing/organization.ts'

const newPassword = 'a much better horse'

afterEach(() => {
  vi.useRealTimers()
})

async function signedIn(email: string, settings: Partial<Env> = {}, secret = password) {
  const browser = newBrowser(settings)
  expect((await browser.signIn(email, secret)).status).toBe(200)
  const answerOf = async (response: Response) => {
    const body: {
      result?: { data: unknown }
      error?: { data: { reason?: string; retryAfter?: number; issues?: unknown } }
    } = await response.json()
    return { status: response.status, data: body.result?.data, error: body.error?.data, response }
  }
  const mutate = async (procedure: string, input: object = {}) =>
    answerOf(await browser.post(`/api/trpc/viewer.${procedure}`, input))
  const query = async (procedure: string) =>
    answerOf(await browser.ask(`/api/trpc/viewer.${procedure}`))
  const sessions = async () => ((await query('sessions')).data as { items: SessionView[] }).items
  const isIn = async () => (await query('get')).status === 200
  return { ...browser, mutate, query, sessions, isIn }
}

const tokensOf = async (userId: string) => {
  const { results } = await env.DB.prepare('SELECT token FROM session WHERE user_id = ?')
    .bind(userId)
    .all<{ token: string }>()
  return results.map(({ token }) => token)
}

test('a deployment says whether organizations may be created (R30)', async () => {
  const { email } = await newAccount()
  const open = await signedIn(email)
  expect((await open.query('options')).data).toEqual({ organizationCreation: true })
  const closed = await signedIn(email, { ORGANIZATION_CREATION: 'off' })
  expect((await closed.query('options')).data).toEqual({ organizationCreation: false })
})

describe('sessions', () => {
  test('are listed to their user alone, the own one marked, and never with a token', async () => {
    const [person, other] = [await newAccount(), await newAccount()]
    const laptop = await signedIn(person.email)
    const phone = await signedIn(person.email)
    await signedIn(other.email)
    const response = await phone.ask('/api/trpc/viewer.sessions')
    const text = await response.text()
    for (const token of await tokensOf(person.id)) expect(text).not.toContain(token)
    const items = await phone.sessions()
    expect(items).toHaveLength(2)
    expect(items.filter(({ isCurrent }) => isCurrent)).toHaveLength(1)
    expect(Object.keys(items[0] ?? {}).toSorted()).toEqual(
      ['id', 'isCurrent', 'userAgent', 'ipAddress', 'createdAt', 'lastUsedAt'].toSorted(),
    )
    expect(items[0]?.ipAddress).toMatch(/^192\.0\.2\./)
    const currentIds = [await laptop.sessions(), items].map(
      (list) => list.find(({ isCurrent }) => isCurrent)?.id,
    )
    expect(new Set(currentIds).size).toBe(2)
  })

  test('that have run out are not listed', async () => {
    const person = await newAccount()
    await signedIn(person.email)
    await env.DB.prepare('UPDATE session SET expires_at = 1 WHERE user_id = ?')
      .bind(person.id)
      .run()
    expect(await (await signedIn(person.email)).sessions()).toHaveLength(1)
  })

  test('say what they were opened with, or that it is not known', async () => {
    const person = await newAccount()
    const browser = await signedIn(person.email)
    expect((await browser.sessions())[0]?.userAgent).toBeNull()
    const other = newBrowser()
    await other.post(
      '/api/auth/sign-in/email',
      { email: person.email, password },
      { 'user-agent': 'Netscape 4' },
    )
    expect((await browser.sessions()).map(({ userAgent }) => userAgent)).toContain('Netscape 4')
  })

  test('are ended one by one, from their next request on (R38)', async () => {
    const person = await newAccount()
    const laptop = await signedIn(person.email)
    const phone = await signedIn(person.email)
    const lost = (await phone.sessions()).find(({ isCurrent }) => isCurrent)
    expect((await laptop.mutate('endSession', { sessionId: lost?.id })).status).toBe(200)
    expect(await phone.isIn()).toBe(false)
    expect(await phone.whoAmI()).toBeNull()
    expect(await laptop.isIn()).toBe(true)
    const again = await laptop.mutate('endSession', { sessionId: lost?.id })
    expect(again.error?.reason).toBe('not_found')
  })

  test('of somebody else are not found, and stay', async () => {
    const [person, other] = [await newAccount(), await newAccount()]
    const browser = await signedIn(person.email)
    const theirs = await signedIn(other.email)
    const sessionId = (await theirs.sessions())[0]?.id
    expect((await browser.mutate('endSession', { sessionId })).error?.reason).toBe('not_found')
    expect(await theirs.isIn()).toBe(true)
  })

  test('end also from within: the cookie goes with it', async () => {
    const person = await newAccount()
    const browser = await signedIn(person.email)
    const kept = browser.cookieHeader()
    const [own] = await browser.sessions()
    expect((await browser.mutate('endSession', { sessionId: own?.id })).status).toBe(200)
    expect(browser.cookieHeader()).toBe('')
    const copy = await browser.ask('/api/trpc/viewer.get', { headers: { cookie: kept } })
    expect(copy.status).toBe(401)
  })

  test('all end at once, also the one that asks', async () => {
    const [person, other] = [await newAccount(), await newAccount()]
    const laptop = await signedIn(person.email)
    const phone = await signedIn(person.email)
    const theirs = await signedIn(other.email)
    expect((await laptop.mutate('signOutEverywhere')).status).toBe(200)
    expect(laptop.cookieHeader()).toBe('')
    expect([await laptop.isIn(), await phone.isIn(), await theirs.isIn()]).toEqual([
      false,
      false,
      true,
    ])
    expect(await tokensOf(person.id)).toEqual([])
  })

  test('that end on the day of their renewal leave no cookie behind', async () => {
    const person = await newAccount()
    const browser = await signedIn(person.email)
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 25 * 60 * 60 * 1000 })
    const { response } = await browser.mutate('signOutEverywhere')
    const cookies = response.headers.getSetCookie().filter((cookie) => /session_token/.test(cookie))
    expect(cookies).toHaveLength(1)
    expect(cookies[0]).toMatch(/Max-Age=0/)
  })
})

describe('changing the own password', () => {
  test('ends every session, also a stolen copy of this one, and keeps this client signed in', async () => {
    const person = await newAccount()
    const laptop = await signedIn(person.email)
    const phone = await signedIn(person.email)
    const stolen = laptop.cookieHeader()
    const input = { currentPassword: password, newPassword }
    expect((await laptop.mutate('changePassword', input)).status).toBe(200)
    expect(await laptop.isIn()).toBe(true)
    expect(await phone.isIn()).toBe(false)
    expect(laptop.cookieHeader()).not.toBe(stolen)
    const thief = await newBrowser().ask('/api/trpc/viewer.get', { headers: { cookie: stolen } })
    expect(thief.status).toBe(401)
    expect(await laptop.sessions()).toHaveLength(1)
    expect((await newBrowser().signIn(person.email, password)).status).toBe(401)
    expect((await newBrowser().signIn(person.email, newPassword)).status).toBe(200)
  })

  test('forgets the links that would reset it', async () => {
    const person = await newAccount()
    const browser = await signedIn(person.email)
    await browser.post('/api/auth/request-password-reset', { email: person.email })
    const resets = () =>
      env.DB.prepare('SELECT count(*) AS resets FROM verification WHERE value = ?')
        .bind(person.id)
        .first('resets')
    expect(await resets()).toBe(1)
    await browser.mutate('changePassword', { currentPassword: 'wrong horse 7', newPassword })
    expect(await resets()).toBe(1)
    await browser.mutate('changePassword', { currentPassword: password, newPassword })
    expect(await resets()).toBe(0)
  })

  test.each([
    ['short', 'too_short'],
    ['password123', 'common'],
    ['x'.repeat(129), 'too_long'],
  ])('to %s is refused (R22)', async (weak, problem) => {
    const person = await newAccount()
    const browser = await signedIn(person.email)
    const input = { currentPassword: password, newPassword: weak }
    const { status, error } = await browser.mutate('changePassword', input)
    expect(status).toBe(400)
    expect(error?.issues).toEqual([{ path: 'newPassword', problem }])
  })

  test('to the address is refused (R22)', async () => {
    const person = await newAccount()
    const browser = await signedIn(person.email)
    const input = { currentPassword: password, newPassword: person.email.toUpperCase() }
    const { error } = await browser.mutate('changePassword', input)
    expect(error?.issues).toEqual([{ path: 'newPassword', problem: 'is_address' }])
  })

  test('with a wrong current one changes nothing, and counts as a failed sign-in (R42)', async () => {
    const person = await newAccount()
    const settings = { LIMIT_SIGN_IN_PER_ACCOUNT: '2' }
    const browser = await signedIn(person.email, settings)
    const phone = await signedIn(person.email, settings)
    const wrong = { currentPassword: 'wrong horse 7', newPassword }
    for (let failure = 1; failure <= 2; failure += 1) {
      const { status, error } = await browser.mutate('changePassword', wrong)
      expect(status).toBe(400)
      expect(error?.issues).toEqual([{ path: 'currentPassword', problem: 'wrong_password' }])
    }
    const right = { currentPassword: password, newPassword }
    const limited = await browser.mutate('changePassword', right)
    expect(limited.status).toBe(429)
    expect(limited.error?.reason).toBe('rate_limited')
    expect(limited.response.headers.get('retry-after')).toBe(String(limited.error?.retryAfter))
    expect(await codeOf(await newBrowser(settings).signIn(person.email))).toBe('RATE_LIMITED')
    expect([await browser.isIn(), await phone.isIn()]).toEqual([true, true])
    expect((await newBrowser().signIn(person.email)).status).toBe(200)
  })

  test('twice at once succeeds once, and the other is told that the password is another one', async () => {
    const person = await newAccount()
    const browsers = [await signedIn(person.email), await signedIn(person.email)]
    const answers = await Promise.all(
      browsers.map(({ mutate }, at) =>
        mutate('changePassword', {
          currentPassword: password,
          newPassword: `${newPassword} ${at}`,
        }),
      ),
    )
    const winner = answers.findIndex(({ status }) => status === 200)
    // The other may have found its session ended before it was asked.
    expect([400, 401]).toContain(answers[1 - winner]?.status)
    expect((await newBrowser().signIn(person.email, `${newPassword} ${winner}`)).status).toBe(200)
  })

  test('is not for an account without one, which signs in with Google', async () => {
    const person = await newAccount()
    const browser = await signedIn(person.email)
    await env.DB.prepare(
      "UPDATE account SET provider_id = 'google', password = NULL WHERE user_id = ?",
    )
      .bind(person.id)
      .run()
    const input = { currentPassword: password, newPassword }
    const { error } = await browser.mutate('changePassword', input)
    expect(error?.issues).toEqual([{ path: 'currentPassword', problem: 'no_password' }])
  })
})

describe('the own name', () => {
  test('is shown to the organization, unless an admin has given another (R36)', async () => {
    const { id, member, admin, manager } = await newOrganization()
    const { call } = await apiOf(member)
    const names = async () => {
      const list = await call('member.list', { organizationId: id })
      const { items } = list.data as { items: { userId: string; name: string }[] }
      return items.find(({ userId }) => userId === member.id)?.name
    }
    expect((await call('viewer.rename', { name: '  Mika   Mori ' })).data).toEqual({
      name: 'Mika Mori',
    })
    expect(await names()).toBe('Mika Mori')
    expect((await call('viewer.get')).data).toMatchObject({ user: { name: 'Mika Mori' } })
    await (
      await apiOf(admin)
    ).call('member.rename', { organizationId: id, userId: member.id, name: 'Mika (Design)' })
    await call('viewer.rename', { name: 'Mika Sato' })
    expect(await names()).toBe('Mika (Design)')
    expect((await (await apiOf(manager)).call('viewer.get')).data).not.toMatchObject({
      user: { name: 'Mika Sato' },
    })
  })

  test.each(['', '   ', 'two\nlines', 'x'.repeat(201)])('can not be %j', async (name) => {
    const { call } = await apiOf(await newAccount())
    const { status, error } = await call('viewer.rename', { name })
    expect(status).toBe(400)
    expect(error?.data.issues).toEqual([{ path: 'name', problem: 'invalid_name' }])
  })
})
