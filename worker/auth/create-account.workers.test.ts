import { env } from 'cloudflare:workers'
import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { database } from '../../db/database.ts'
import { account, invitation, organization, user } from '../../db/schema/index.ts'
import { createAccount, type NewAccount } from './create-account.ts'
import { readSession } from './session.ts'
import { newAccount, newBrowser, password } from '../testing/browser.ts'

const db = database(env.DB)
const noon = Date.UTC(2026, 10, 23, 12)
const hour = 60 * 60 * 1000

type Invitation = typeof invitation.$inferInsert

async function newInvitation(overrides: Partial<Invitation> = {}) {
  const organizationId = crypto.randomUUID()
  const id = crypto.randomUUID()
  const email = overrides.emailKey ?? `nadia-${id}@northwind.test`
  await db.batch([
    db.insert(organization).values({ id: organizationId, name: 'Acme', createdAt: noon }),
    db.insert(invitation).values({
      id,
      organizationId,
      email,
      emailKey: email,
      role: 'member',
      status: 'pending',
      generation: 2,
      contentVersion: 1,
      createdAt: noon,
      sentAt: noon,
      expiresAt: noon + hour,
      ...overrides,
    }),
  ])
  return { id, email }
}

function create(invited: { id: string; email: string }, overrides: Partial<NewAccount> = {}) {
  return createAccount(env, {
    invitation: { id: invited.id, generation: 2 },
    email: invited.email,
    name: 'Nadia',
    password,
    headers: new Headers({ 'user-agent': 'a test' }),
    client: '192.0.2.1',
    now: noon,
    ...overrides,
  })
}

async function usersWith(email: string) {
  return db.select().from(user).where(eq(user.email, email))
}

describe('the account of an invitation (R22)', () => {
  test('has the invited address, verified, and the password; its holder is signed in', async () => {
    const invited = await newInvitation()
    const created = await create(invited)
    if (!created.ok) throw new Error(created.refusal.reason)
    const [cookie = '', ...others] = created.value.cookies.getSetCookie()
    expect(others).toEqual([expect.stringMatching(/^__Host-usher\.session_data=.*HttpOnly/)])
    expect(cookie).toMatch(/^__Host-usher\.session_token=.*HttpOnly/)
    const [pair = ''] = cookie.split(';')
    const session = await readSession(env, new Headers({ cookie: pair }))
    expect(session?.user).toEqual({
      id: created.value.userId,
      name: 'Nadia',
      email: invited.email,
      emailVerified: true,
    })
    expect((await newBrowser().signIn(invited.email)).status).toBe(200)
  })

  test('is made once, also by two clicks at the same time', async () => {
    const invited = await newInvitation()
    const both = await Promise.all([create(invited), create(invited)])
    const refused = both.filter((decided) => !decided.ok)
    expect(refused).toEqual([{ ok: false, refusal: { reason: 'not_permitted' } }])
    expect(await usersWith(invited.email)).toHaveLength(1)
  })

  test('is never one that exists already (R23)', async () => {
    const person = await newAccount()
    const before = await usersWith(person.email)
    const invited = await newInvitation({ emailKey: person.email })
    const created = await create(invited, { name: 'Eve', password: 'a battery and a staple' })
    expect(created).toEqual({ ok: false, refusal: { reason: 'not_permitted' } })
    expect(await usersWith(person.email)).toEqual(before)
    expect(await db.select().from(account).where(eq(account.userId, person.id))).toHaveLength(1)
    expect((await newBrowser().signIn(person.email)).status).toBe(200)
  })
})

describe('no account is made (R22)', () => {
  test.each<[string, Partial<Invitation>, Partial<NewAccount>]>([
    ['by a canceled invitation', { status: 'canceled' }, {}],
    ['by an accepted invitation', { status: 'accepted' }, {}],
    ['by one that is recorded as expired', { status: 'expired' }, {}],
    ['by one that expires at this instant', { expiresAt: noon }, {}],
    ['by the link of an older mail', { generation: 3 }, {}],
    ['for another address', {}, { email: 'eve@northwind.test' }],
    ['by no invitation', {}, { invitation: { id: crypto.randomUUID(), generation: 2 } }],
  ])('%s', async (_, overrides, asked) => {
    const invited = await newInvitation(overrides)
    const created = await create(invited, asked)
    expect(created).toEqual({ ok: false, refusal: { reason: 'invitation_not_pending' } })
    expect(await usersWith(asked.email ?? invited.email)).toEqual([])
  })

  test('with a password that no account may have', async () => {
    const invited = await newInvitation()
    const created = await create(invited, { password: invited.email })
    expect(created).toEqual({ ok: false, refusal: { reason: 'not_permitted' } })
    expect(await usersWith(invited.email)).toEqual([])
  })
})
