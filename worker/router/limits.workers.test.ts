import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import type { Env } from '../env.ts'
import { apiOf, type ApiAnswer } from '../testing/api.ts'
import { newAccount, newBrowser, password } from '../testing/browser.ts'
import { arrived } from '../testing/mail.ts'
import { alreadySent, newAddress, newOrganization } from '../testing/organization.ts'

const wrong = 'wrong horse 7'
const hour = 60 * 60 * 1000

const times = <T>(count: number, make: (at: number) => T): T[] =>
  Array.from({ length: count }, (_, at) => make(at))

/** How many answers there are of each kind; those that are limited say how long to wait, in both places. */
function tally(answers: ApiAnswer[]): Record<string, number> {
  const counted: Record<string, number> = {}
  for (const { status, reason, headers, error } of answers) {
    const kind = reason ?? String(status)
    counted[kind] = (counted[kind] ?? 0) + 1
    if (status !== 429) continue
    const wait = Number(error?.data.retryAfter)
    expect(wait).toBeGreaterThan(0)
    expect(headers.get('retry-after')).toBe(String(wait))
  }
  return counted
}

function statuses(responses: Response[]): Record<string, number> {
  const counted: Record<string, number> = {}
  for (const { status, headers } of responses) {
    counted[status] = (counted[status] ?? 0) + 1
    if (status === 429) expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
  }
  return counted
}

/** As if so many had been counted in a window that is open for an hour more. */
async function alreadyCounted(key: string, count: number) {
  await env.DB.prepare('INSERT INTO quota ("key", "count", window_ends_at) VALUES (?, ?, ?)')
    .bind(key, count, Date.now() + hour)
    .run()
}

describe('a storm of invitations (F28, R42)', () => {
  test('is stopped exactly at what an organization sends in a day; others are unhurt', async () => {
    const { id: organizationId, owner, admin } = await newOrganization()
    await alreadySent(organizationId, 992)
    const [asOwner, asAdmin] = [await apiOf(owner), await apiOf(admin)]
    const invite = (at: number, email = newAddress()) =>
      (at % 2 === 0 ? asOwner : asAdmin).call('invitation.create', {
        organizationId,
        email,
        role: 'member',
      })
    const answers = await Promise.all(times(20, (at) => invite(at)))
    expect(tally(answers)).toEqual({
      200: 8,
      rate_limited: 12,
    })
    const many = await asOwner.call('invitation.createMany', {
      organizationId,
      invitations: times(3, () => ({ email: newAddress(), role: 'member' })),
    })
    expect(many.data).toMatchObject({
      invited: 0,
      items: times(3, () => ({ outcome: 'refused', reason: 'rate_limited' })),
    })

    const other = await newOrganization()
    const { call } = await apiOf(other.owner)
    const input = { organizationId: other.id, email: newAddress(), role: 'member' }
    expect((await call('invitation.create', input)).status).toBe(200)
  })

  test('of many organizations at one address is stopped exactly; other addresses are unhurt', async () => {
    const email = newAddress()
    await alreadyCounted(`mail:address:${email}`, 16)
    const organizations = await Promise.all(times(10, () => newOrganization()))
    const inviting = await Promise.all(
      organizations.map(async ({ id, owner }) => ({ id, api: await apiOf(owner) })),
    )
    const answers = await Promise.all(
      inviting.map(({ id, api }, at) =>
        api.call('invitation.create', {
          organizationId: id,
          // Another spelling is the same address.
          email: at % 2 === 0 ? email : email.toUpperCase(),
          role: 'member',
        }),
      ),
    )
    expect(tally(answers)).toEqual({ 200: 4, rate_limited: 6 })
    const [first] = inviting
    const input = { organizationId: first?.id, email: newAddress(), role: 'member' }
    expect((await first?.api.call('invitation.create', input))?.status).toBe(200)
  })

  test('of resends is one mail a minute (R14)', async () => {
    const { id: organizationId, owner, admin } = await newOrganization()
    const [asOwner, asAdmin] = [await apiOf(owner), await apiOf(admin)]
    const email = newAddress()
    const created = await asOwner.call('invitation.create', {
      organizationId,
      email,
      role: 'member',
    })
    const { id: invitationId } = created.data as { id: string }
    const input = { organizationId, invitationId }
    const answers = await Promise.all(
      times(20, (at) => (at % 2 === 0 ? asOwner : asAdmin).call('invitation.resend', input)),
    )
    expect(tally(answers)).toEqual({
      200: 1,
      resend_too_soon: 19,
    })
    expect(await arrived(email)).toHaveLength(2)
  })

  test('of accounts by one link makes one', async () => {
    const { id: organizationId, owner } = await newOrganization()
    const email = newAddress()
    await (await apiOf(owner)).call('invitation.create', { organizationId, email, role: 'member' })
    const [mail] = await arrived(email)
    const token = /#(\S+)/.exec(mail?.text ?? '')?.[1]
    const { call } = await apiOf(null)
    const account = { token, name: 'Nadia', password: 'quite a good one' }
    const answers = await Promise.all(times(5, () => call('invitation.createAccount', account)))
    expect(tally(answers)).toEqual({ 200: 1, not_permitted: 4 })
  })
})

describe('a storm of guesses (F28, R42)', () => {
  const few: Partial<Env> = { LIMIT_SIGN_IN_PER_ACCOUNT: '3', LIMIT_SIGN_IN_PER_CLIENT: '5' }

  test('at the accounts of many is stopped exactly for a client; another client is unhurt', async () => {
    const guessing = newBrowser(few)
    const nobody = (at: number) => `${at}-${crypto.randomUUID()}@acme.test`
    const guesses = await Promise.all(times(12, (at) => guessing.signIn(nobody(at), wrong)))
    expect(statuses(guesses)).toEqual({ 401: 5, 429: 7 })
    const person = await newAccount()
    expect((await guessing.signIn(person.email)).status).toBe(429)
    expect((await newBrowser(few).signIn(person.email)).status).toBe(200)
  })

  test('at the current password is stopped exactly, and nothing is changed', async () => {
    const person = await newAccount()
    const { call } = await apiOf(person, few)
    const guess = () =>
      call('viewer.changePassword', { currentPassword: wrong, newPassword: 'quite a good one' })
    expect(tally(await Promise.all(times(8, guess)))).toEqual({ 400: 3, rate_limited: 5 })
    // They count as what they are: guesses at the account, also on the sign-in page.
    expect((await newBrowser(few).signIn(person.email)).status).toBe(429)
    const right = { currentPassword: password, newPassword: 'quite a good one' }
    expect((await call('viewer.changePassword', right)).reason).toBe('rate_limited')
    const other = await newAccount()
    expect((await newBrowser(few).signIn(other.email)).status).toBe(200)
  })
})

describe('a storm of requests for a reset (F28, R41)', () => {
  test('by one client is stopped exactly; another client is unhurt', async () => {
    const asking = newBrowser()
    const ask = (browser: ReturnType<typeof newBrowser>) => (at: number) =>
      browser.post('/api/auth/request-password-reset', { email: `nobody-${at}@acme.test` })
    expect(statuses(await Promise.all(times(26, ask(asking))))).toEqual({ 200: 20, 429: 6 })
    expect((await ask(newBrowser())(1)).status).toBe(200)
  })

  test('for one address, by many clients, is five mails', async () => {
    const person = await newAccount()
    await Promise.all(
      times(9, () =>
        newBrowser().post('/api/auth/request-password-reset', { email: person.email }),
      ),
    )
    expect((await arrived(person.email)).length).toBeLessThanOrEqual(5)
    const { results } = await env.DB.prepare(
      'SELECT id FROM outbox_mail WHERE recipient = ? AND organization_id IS NULL',
    )
      .bind(person.email)
      .all()
    expect(results).toHaveLength(5)
  })
})

describe('a storm of pages (F28)', () => {
  test('that connect is held at twenty a person; another person is unhurt', async () => {
    const { id, admin, owner } = await newOrganization()
    const [storming, calm] = [await apiOf(admin), await apiOf(owner)]
    const connect = async ({ ask }: typeof storming) => {
      const headers = { upgrade: 'websocket', origin: env.APP_ORIGIN }
      const { webSocket } = await ask(`/api/live?organizationId=${id}`, { headers })
      webSocket?.accept()
      return webSocket
    }
    const other = await connect(calm)
    const sockets = await Promise.all(times(30, () => connect(storming)))
    await expect
      .poll(() => sockets.filter((socket) => socket?.readyState === WebSocket.OPEN).length)
      .toBe(20)
    expect(other?.readyState).toBe(WebSocket.OPEN)
    for (const socket of [other, ...sockets]) socket?.close()
  })

  test('that read lists gets no more than a hundred rows at once', async () => {
    const { id: organizationId, owner } = await newOrganization()
    const { call } = await apiOf(owner)
    for (const procedure of ['member.list', 'invitation.list']) {
      for (const limit of [101, 1e9, -1, 0, 1.5]) {
        expect((await call(procedure, { organizationId, limit })).status, procedure).toBe(400)
      }
    }
  })
})
