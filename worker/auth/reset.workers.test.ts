import { env } from 'cloudflare:workers'
import { eq } from 'drizzle-orm'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { database } from '../../db/database.ts'
import { account, outboxMail, session, verification } from '../../db/schema/index.ts'
import { newResetToken, resetIdentifier } from './reset-token.ts'
import { unsealToken } from './sealed-token.ts'
import { apiOf } from '../testing/api.ts'
import { codeOf, newAccount, newBrowser, password } from '../testing/browser.ts'
import { connectionLost } from '../testing/faulty/faults.ts'
import { interceptTrips, type Trip } from '../testing/faulty/trips.ts'

vi.setConfig({ testTimeout: 30_000 })

const newPassword = 'a staple and a battery'
const hour = 60 * 60 * 1000

afterEach(() => {
  vi.useRealTimers()
})

function requestReset(email: string, { browser = newBrowser(), headers = {} } = {}) {
  return browser.post('/api/auth/request-password-reset', { email }, headers)
}

function reset(token: string, secret = newPassword, browser = newBrowser()) {
  return browser.post('/api/auth/reset-password', { token, newPassword: secret })
}

/** A browser whose trips to D1 are scripted by their number. */
function browserWith(around: (at: number, trip: Trip) => Promise<unknown>) {
  let trips = 0
  return newBrowser({ DB: interceptTrips(env.DB, (trip) => around((trips += 1), trip)) })
}

/** The token of a reset without its mail, of which an address gets five an hour. */
async function openReset({ id }: { id: string }) {
  const token = newResetToken()
  const [createdAt, expiresAt] = [new Date(), new Date(Date.now() + hour)]
  await database(env.DB)
    .insert(verification)
    .values({
      id: crypto.randomUUID(),
      identifier: await resetIdentifier(token),
      value: id,
      expiresAt,
      createdAt,
      updatedAt: createdAt,
    })
  return token
}

function sessionsOf({ id }: { id: string }) {
  return database(env.DB).select().from(session).where(eq(session.userId, id))
}

async function mailsTo(email: string) {
  return database(env.DB).select().from(outboxMail).where(eq(outboxMail.recipient, email))
}

/** The tokens of the reset mails to an address, oldest first. */
async function tokensFor(email: string) {
  const tokens: string[] = []
  for (const { payload } of await mailsTo(email)) {
    if (payload.kind !== 'reset_password') throw new Error('not a reset mail')
    tokens.push((await unsealToken(env.BETTER_AUTH_SECRET, payload.sealedToken)) ?? '')
  }
  return tokens
}

async function tokenFor(email: string) {
  await requestReset(email)
  const token = (await tokensFor(email)).at(-1)
  if (!token) throw new Error('no mail')
  return token
}

describe('asking for a reset (R41)', () => {
  test('owes a mail to the address of the account, in any spelling and the language of the request', async () => {
    const person = await newAccount()
    const headers = { cookie: 'PARAGLIDE_LOCALE=ja' }
    const response = await requestReset(` ${person.email.toUpperCase()}`, { headers })
    expect(response.status).toBe(200)
    const [mail, ...others] = await mailsTo(person.email)
    expect(others).toEqual([])
    expect(mail?.payload).toMatchObject({ kind: 'reset_password', locale: 'ja', name: person.name })
  })

  test('keeps the token nowhere in the clear', async () => {
    const person = await newAccount()
    const token = await tokenFor(person.email)
    expect(token).toHaveLength(43)
    const everything = JSON.stringify([
      await mailsTo(person.email),
      await database(env.DB).select().from(verification),
    ])
    expect(everything).not.toContain(token)
  })

  test('answers the same where there is no account, and sends nothing', async () => {
    const person = await newAccount()
    const known = await requestReset(person.email)
    const unknown = await requestReset('nobody@acme.test')
    expect(unknown.status).toBe(known.status)
    expect(await unknown.text()).toBe(await known.text())
    expect(await mailsTo('nobody@acme.test')).toEqual([])
  })

  test('sends an address five mails an hour, and says nothing of it', async () => {
    const person = await newAccount()
    const answers = []
    for (let time = 1; time <= 7; time += 1) answers.push((await requestReset(person.email)).status)
    expect(answers).toEqual(Array(7).fill(200))
    expect(await mailsTo(person.email)).toHaveLength(5)
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + hour })
    await requestReset(person.email)
    expect(await mailsTo(person.email)).toHaveLength(6)
  })

  test('is limited to twenty an hour for a client', async () => {
    const browser = newBrowser()
    for (let time = 1; time <= 20; time += 1) {
      expect((await requestReset(`nobody-${time}@acme.test`, { browser })).status).toBe(200)
    }
    const refused = await requestReset('nobody@acme.test', { browser })
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(3000)
  })
})

describe('resetting (R41)', () => {
  test('changes the password and ends every session', async () => {
    const person = await newAccount()
    const browser = newBrowser()
    await browser.signIn(person.email)
    const response = await reset(await tokenFor(person.email))
    expect(response.status).toBe(200)
    expect(response.headers.getSetCookie()).toEqual([])
    expect(await browser.whoAmI()).toBeNull()
    expect((await newBrowser().signIn(person.email, password)).status).toBe(401)
    expect((await newBrowser().signIn(person.email, newPassword)).status).toBe(200)
  })

  test('works once, also when it is done twice at the same time', async () => {
    const person = await newAccount()
    const token = await tokenFor(person.email)
    const both = await Promise.all([reset(token), reset(token, 'another staple, another battery')])
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 400])
    expect(await codeOf(await reset(token))).toBe('INVALID_TOKEN')
  })

  test('makes the links of older mails worthless', async () => {
    const person = await newAccount()
    await requestReset(person.email)
    await requestReset(person.email)
    const [first = '', second = ''] = await tokensFor(person.email)
    expect((await reset(second)).status).toBe(200)
    expect(await codeOf(await reset(first))).toBe('INVALID_TOKEN')
  })

  test('works for an hour', async () => {
    const [early, late] = [await newAccount(), await newAccount()]
    const tokens = [await tokenFor(early.email), await tokenFor(late.email)] as const
    const now = Date.now()
    vi.useFakeTimers({ toFake: ['Date'], now: now + hour - 60_000 })
    expect((await reset(tokens[0])).status).toBe(200)
    vi.setSystemTime(now + hour + 1000)
    expect(await codeOf(await reset(tokens[1]))).toBe('INVALID_TOKEN')
  })

  test('does all of it or nothing, whichever of its trips to the database fails', async () => {
    const person = await newAccount()
    const browser = newBrowser()
    await browser.signIn(person.email)
    const token = await tokenFor(person.email)
    const statuses: number[] = []
    for (const failing of [1, 2, 3]) {
      expect(await browser.whoAmI()).toBe(person.email)
      const broken = browserWith((at, { go }) =>
        at === failing ? Promise.reject(new Error(connectionLost)) : go(),
      )
      statuses.push((await reset(token, newPassword, broken)).status)
    }
    expect(statuses).toEqual([503, 503, 200])
    expect(await sessionsOf(person)).toEqual([])
    expect((await newBrowser().signIn(person.email, newPassword)).status).toBe(200)
  })

  test('gives a password to an account that has none', async () => {
    const person = await newAccount()
    await database(env.DB).delete(account).where(eq(account.userId, person.id))
    expect((await reset(await tokenFor(person.email))).status).toBe(200)
    expect((await newBrowser().signIn(person.email, newPassword)).status).toBe(200)
  })

  test('takes no token that was never sent', async () => {
    expect(await codeOf(await reset('x'.repeat(43)))).toBe('INVALID_TOKEN')
    const person = await newAccount()
    await tokenFor(person.email)
    const rows = await database(env.DB).select().from(verification)
    for (const { identifier } of rows) expect((await reset(identifier)).status).toBe(400)
  })
})

describe('what is under way with the old password comes to nothing, wherever a reset meets it (R41)', () => {
  /** Does it with a reset before one of its trips to D1, then before the next one, and so on, until it makes no more. */
  async function meetingAReset(
    person: { id: string },
    firstTrip: number,
    work: (secret: string, scripted: ReturnType<typeof newBrowser>) => Promise<Response>,
  ) {
    let secret = password
    for (let meeting = firstTrip; ; meeting += 1) {
      const next = `${newPassword} ${meeting}`
      let trips = 0
      const scripted = browserWith(async (at, { go }) => {
        trips = at
        if (at === meeting) expect((await reset(await openReset(person), next)).status).toBe(200)
        return go()
      })
      const { status, headers } = await work(secret, scripted)
      if (trips < meeting) return { status, trips }
      expect(status, `before trip ${meeting}`).toBeGreaterThanOrEqual(400)
      expect(headers.getSetCookie().join()).not.toMatch(/session_token=[^;]/)
      expect(await sessionsOf(person)).toEqual([])
      secret = next
    }
  }

  test('a sign-in', async () => {
    const person = await newAccount()
    const afterReading = 3
    const { status, trips } = await meetingAReset(person, afterReading, (secret, scripted) =>
      scripted.signIn(person.email, secret),
    )
    expect(status).toBe(200)
    expect(trips).toBeGreaterThan(afterReading)
  })

  test('a change of the password', async () => {
    const person = await newAccount()
    const atWriting = 5
    const { status, trips } = await meetingAReset(person, atWriting, async (secret, scripted) => {
      const { cookie } = await apiOf(person)
      const input = { currentPassword: secret, newPassword: 'a much better horse' }
      return scripted.post('/api/trpc/viewer.changePassword', input, { cookie })
    })
    expect(status).toBe(200)
    expect(trips).toBeGreaterThan(atWriting)
  })
})

describe('a new password is one that an account may have (R22)', () => {
  test('or is refused, and the link still works', async () => {
    const person = await newAccount()
    const token = await tokenFor(person.email)
    for (const [secret, problem] of [
      ['short 7', 'too_short'],
      ['x'.repeat(129), 'too_long'],
      ['x'.repeat(2000), 'too_long'],
      [person.email.toUpperCase(), 'is_address'],
      ['Password123', 'common'],
    ] as const) {
      const response = await reset(token, secret)
      expect(response.status).toBe(400)
      expect(await response.json()).toMatchObject({ code: 'PASSWORD_REFUSED', problem })
    }
    expect((await newBrowser().signIn(person.email, password)).status).toBe(200)
    expect((await reset(token)).status).toBe(200)
  })

  test('may be of characters that UTF-16 counts twice', async () => {
    const person = await newAccount()
    const cats = '🐈'.repeat(128)
    expect((await reset(await tokenFor(person.email), cats)).status).toBe(200)
    expect((await newBrowser().signIn(person.email, cats)).status).toBe(200)
  })
})
