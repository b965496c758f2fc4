import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { app } from '../app.ts'
import { newAccount, newBrowser, password } from '../testing/browser.ts'
import { invitationToken } from '../links/token.ts'
import { apiOf } from '../testing/api.ts'
import { valueOf } from '../testing/builders.ts'
import {
  asMember,
  everythingOf,
  newAddress,
  newOrganization,
  newPerson,
  type TestOrganization,
} from '../testing/organization.ts'

async function invited(organization: TestOrganization, email = newAddress()) {
  const { id } = valueOf(
    await organization.admin.send('invitation.create', {
      ...asMember,
      email,
      grants: [{ workspaceId: organization.web, role: 'manager' }],
    }),
  )
  return {
    id,
    email,
    token: await tokenOf(id, 1, organization.id),
    tokenOf: (generation: number) => tokenOf(id, generation, organization.id),
  }
}

/** Links of earlier versions don't say their organization. */
const tokenOf = (invitationId: string, generation: number, organizationId?: string) =>
  invitationToken(env.INVITATION_SECRET, { invitationId, generation, organizationId })

async function accountsOf(...emails: string[]) {
  const { results } = await env.DB.prepare(
    'SELECT id FROM user WHERE email IN (SELECT value FROM json_each(?))',
  )
    .bind(JSON.stringify(emails))
    .all()
  return results
}

const account = (token: string) => ({ token, name: 'Nadia Noor', password: 'quite a good one' })

describe('opening a link', () => {
  test('shows the whole offer and changes nothing of it, however often and by whatever method (R21)', async () => {
    const organization = await newOrganization('Acme')
    const { email, token } = await invited(organization)
    const before = await everythingOf(organization.id)
    const scanner = await apiOf(null)
    for (const path of [
      '/invite',
      `/invite?token=${token}`,
      '/api/trpc/invitation.open',
      '/api/trpc/invitation.accept',
    ]) {
      await (await scanner.ask(path)).text()
      await (await scanner.ask(path, { method: 'HEAD' })).text()
    }
    const form = new URLSearchParams({ token, contentVersion: '1' })
    for (const procedure of ['accept', 'decline', 'createAccount']) {
      const submitted = await scanner.ask(`/api/trpc/invitation.${procedure}`, {
        method: 'POST',
        body: form,
      })
      expect(submitted.status).toBe(415)
    }
    expect(await everythingOf(organization.id)).toEqual(before)
    const opened = await scanner.call('invitation.open', { token })
    expect(opened.data).toMatchObject({
      state: 'pending',
      hasAccount: false,
      email,
      role: 'member',
      organization: { id: organization.id, name: 'Acme' },
      sponsor: { email: organization.admin.email },
      workspaces: [{ name: 'Web', role: 'manager' }],
    })
    await scanner.call('invitation.open', { token })
    const { events, ...others } = await everythingOf(organization.id)
    const { events: eventsBefore, ...othersBefore } = before
    expect(others).toEqual(othersBefore)
    // That it was opened stands in the log, once.
    expect(events).toHaveLength(eventsBefore.length + 1)
  })

  test('is noted once for each sending, and only while it is pending', async () => {
    const organization = await newOrganization()
    const { id, token, tokenOf } = await invited(organization)
    const { call } = await apiOf(null)
    const openings = async () => {
      const { results } = await env.DB.prepare(
        "SELECT actor, details FROM audit_event WHERE subject_id = ? AND verb = 'invitation.open' ORDER BY created_at, operation_id",
      )
        .bind(id)
        .all()
      return results
    }
    await Promise.all([1, 2, 3].map(() => call('invitation.open', { token })))
    expect(await openings()).toEqual([{ actor: 'link', details: '{"generation":1}' }])
    const send = { invitationId: id, locale: 'en' } as const
    valueOf(await organization.admin.send('invitation.resend', send))
    await call('invitation.open', { token })
    expect(await openings()).toHaveLength(1)
    await call('invitation.open', { token: await tokenOf(2) })
    expect(await openings()).toHaveLength(2)

    const canceled = await invited(organization)
    valueOf(await organization.admin.send('invitation.cancel', { invitationId: canceled.id }))
    const before = await everythingOf(organization.id)
    await call('invitation.open', { token: canceled.token })
    expect(await everythingOf(organization.id)).toEqual(before)
  })

  test('is answered all the same where it can not be noted', async () => {
    const { token } = await invited(await newOrganization())
    const broken = {
      ...env,
      DB: new Proxy(env.DB, {
        get(target, name) {
          const value: unknown = Reflect.get(target, name)
          if (name !== 'prepare' || typeof value !== 'function') {
            return typeof value === 'function' ? value.bind(target) : value
          }
          return (sql: string) => {
            if (/^insert/i.test(sql)) throw new Error('D1_ERROR: D1 DB is overloaded.')
            return target.prepare(sql)
          }
        },
      }),
    }
    const ctx = createExecutionContext()
    const response = await app.fetch(
      new Request(`${env.APP_ORIGIN}/api/trpc/invitation.open`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'cf-connecting-ip': '198.51.100.3' },
        body: JSON.stringify({ token }),
      }),
      broken,
      ctx,
    )
    await waitOnExecutionContext(ctx)
    expect(await response.text()).toContain('"state":"pending"')
  })

  test('tells the true state of a genuine link (R29)', async () => {
    const organization = await newOrganization()
    const { call } = await apiOf(null)
    const stateOf = async (token: string) =>
      ((await call('invitation.open', { token })).data as { state: string }).state

    const canceled = await invited(organization)
    valueOf(await organization.admin.send('invitation.cancel', { invitationId: canceled.id }))
    expect(await stateOf(canceled.token)).toBe('canceled')

    const resent = await invited(organization)
    valueOf(
      await organization.admin.send('invitation.resend', { invitationId: resent.id, locale: 'en' }),
    )
    expect(await stateOf(resent.token)).toBe('replaced')
    expect(await stateOf(await resent.tokenOf(2))).toBe('pending')
    expect(await stateOf(await resent.tokenOf(3))).toBe('replaced')

    const expired = await invited(organization)
    await env.DB.prepare('UPDATE invitation SET expires_at = 1 WHERE id = ?').bind(expired.id).run()
    expect(await stateOf(expired.token)).toBe('expired')

    const declined = await invited(organization)
    expect((await call('invitation.decline', { token: declined.token })).status).toBe(200)
    expect(await stateOf(declined.token)).toBe('declined')

    const held = await invited(organization)
    valueOf(
      await organization.owner.send('member.changeRole', {
        userId: organization.admin.id,
        role: 'member',
      }),
    )
    expect(await stateOf(held.token)).toBe('on_hold')

    const nowhere = [crypto.randomUUID(), 1] as const
    expect(await stateOf(await tokenOf(...nowhere))).toBe('unknown')
    expect(await stateOf(await tokenOf(...nowhere, organization.id))).toBe('unknown')
  })

  test('of an earlier version leads to its organization all the same', async () => {
    const organization = await newOrganization()
    const token = await tokenOf((await invited(organization)).id, 1)
    const browser = newBrowser()
    const { status } = await browser.post('/api/trpc/invitation.createAccount', account(token))
    expect(status).toBe(200)
    const accept = { token, contentVersion: 1 }
    const accepted = await browser.post('/api/trpc/invitation.accept', accept)
    expect(await accepted.json()).toEqual({
      result: { data: { organizationId: organization.id } },
    })
  })

  test('that is forged, foreign or malformed gets one and the same answer, without a query (R29)', async () => {
    const organization = await newOrganization()
    const { token } = await invited(organization)
    const withoutDatabase = {
      ...env,
      DB: new Proxy(env.DB, {
        get: (_, name) => {
          throw new Error(`a query was made by ${String(name)}`)
        },
      }),
    }
    const foreign = await invitationToken('the secret of another deployment', {
      invitationId: token.slice(0, 36),
      generation: 1,
      organizationId: organization.id,
    })
    const answers = new Set<string>()
    for (const forged of [
      '',
      'x',
      token.slice(0, -1),
      `${token}x`,
      foreign,
      'é'.repeat(60),
      'A'.repeat(500),
      'A'.repeat(10_240),
      `${token} and what a mail client joined to it`,
      token.replace('.1.', '.2.'),
    ]) {
      const ctx = createExecutionContext()
      const response = await app.fetch(
        new Request(`${env.APP_ORIGIN}/api/trpc/invitation.open`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'cf-connecting-ip': '198.51.100.1' },
          body: JSON.stringify({ token: forged }),
        }),
        withoutDatabase,
        ctx,
      )
      await waitOnExecutionContext(ctx)
      answers.add(`${response.status} ${await response.text()}`)
    }
    expect([...answers]).toEqual(['200 {"result":{"data":{"state":"unknown"}}}'])
  })

  test('may be tried with 30 forged tokens a minute and client; a genuine one still opens (R42)', async () => {
    const { token } = await invited(await newOrganization())
    const { ask } = await apiOf(null)
    const open = (with_: string) =>
      ask('/api/trpc/invitation.open', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'cf-connecting-ip': '198.51.100.2' },
        body: JSON.stringify({ token: with_ }),
      })
    const statuses: number[] = []
    for (let at = 0; at < 35; at += 1) statuses.push((await open(`forged-${at}`)).status)
    expect(statuses.filter((status) => status === 200)).toHaveLength(30)
    const limited = await open('forged again')
    expect(limited.status).toBe(429)
    expect(limited.headers.get('retry-after')).toBe('60')
    expect(await limited.text()).toContain('"reason":"rate_limited"')
    expect((await open(token)).status).toBe(200)
  })
})

describe('joining', () => {
  test('as a new person makes an account with the address verified, signs in, and joins by accepting alone (R9, R22)', async () => {
    const organization = await newOrganization()
    const { id, email, token } = await invited(organization)
    const browser = newBrowser()
    const created = await browser.post('/api/trpc/invitation.createAccount', account(token))
    expect(created.status).toBe(200)
    expect(await browser.whoAmI()).toBe(email)
    const [row] = (
      await env.DB.prepare('SELECT email_verified FROM user WHERE email = ?').bind(email).all()
    ).results
    expect(row).toEqual({ email_verified: 1 })
    const memberships = () =>
      browser.ask('/api/trpc/viewer.get').then((response) => response.text())
    expect(await memberships()).toContain('"memberships":[]')

    const accepted = await browser.post('/api/trpc/invitation.accept', { token, contentVersion: 1 })
    expect(await accepted.json()).toEqual({ result: { data: { organizationId: organization.id } } })
    expect(await memberships()).toContain(organization.id)
    const again = await browser.post('/api/trpc/invitation.open', { token })
    expect(await again.text()).toContain('"byYou":true')
    const { results } = await env.DB.prepare('SELECT status FROM invitation WHERE id = ?')
      .bind(id)
      .all()
    expect(results).toEqual([{ status: 'accepted' }])
  })

  test.each([
    ['short', 'too_short'],
    ['password123', 'common'],
  ])('with the password %s is refused as %s (R22)', async (weak, problem) => {
    const { token } = await invited(await newOrganization())
    const { call } = await apiOf(null)
    const answer = await call('invitation.createAccount', { ...account(token), password: weak })
    expect(answer.status).toBe(400)
    expect(answer.error?.data.issues).toEqual([{ path: 'password', problem }])
  })

  test('never changes an account that exists, nor signs anybody in to it (R23)', async () => {
    const organization = await newOrganization()
    const existing = await newAccount()
    const { token } = await invited(organization, existing.email)
    const intruder = newBrowser()
    const answer = await intruder.post('/api/trpc/invitation.createAccount', account(token))
    expect(answer.status).toBe(403)
    expect(await intruder.whoAmI()).toBeNull()
    const owner = newBrowser()
    expect((await owner.signIn(existing.email, password)).status).toBe(200)
    const opened = await owner.post('/api/trpc/invitation.open', { token })
    expect(await opened.text()).toContain('"hasAccount":true')
    expect(
      (await owner.post('/api/trpc/invitation.accept', { token, contentVersion: 1 })).status,
    ).toBe(200)
  })

  test('twice at once with the same link makes one account (R22)', async () => {
    const { email, token } = await invited(await newOrganization())
    const { call } = await apiOf(null)
    const answers = await Promise.all(
      [1, 2, 3].map(() => call('invitation.createAccount', account(token))),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(await accountsOf(email)).toHaveLength(1)
  })

  test('by the same operation again is answered the same, also where it comes late or at once (R22)', async () => {
    const { email, token } = await invited(await newOrganization())
    const input = { ...account(token), operationId: crypto.randomUUID() }
    const browsers = [newBrowser(), newBrowser(), newBrowser()]
    const create = async (browser: ReturnType<typeof newBrowser>, changed: object = {}) =>
      browser.post('/api/trpc/invitation.createAccount', { ...input, ...changed })
    const [first, ...others] = await Promise.all(
      browsers.map(async (browser) => (await create(browser)).text()),
    )
    expect(first).toMatch(/"userId":"[0-9a-f-]{36}"/)
    expect(others).toEqual([first, first])
    for (const browser of browsers) expect(await browser.whoAmI()).toBe(email)

    const accept = { token, contentVersion: 1 }
    await browsers[0]!.post('/api/trpc/invitation.accept', accept)
    expect(await (await create(newBrowser())).text()).toBe(first)
    expect(await accountsOf(email)).toHaveLength(1)
  })

  test('by the same operation signs nobody in who does not know the password, and counts as a failed sign-in (R23, R42)', async () => {
    const { email, token } = await invited(await newOrganization())
    const input = { ...account(token), operationId: crypto.randomUUID() }
    const { call } = await apiOf(null)
    const create = (changed: object = {}) =>
      call('invitation.createAccount', { ...input, ...changed })
    expect((await create()).status).toBe(200)
    expect((await create({ operationId: crypto.randomUUID() })).reason).toBe('not_permitted')
    for (let tries = 0; tries < 10; tries += 1) {
      const answer = await create({ password: 'not the good one' })
      expect([answer.reason, answer.headers.getSetCookie()]).toEqual(['not_permitted', []])
    }
    const refused = await create()
    expect(refused.reason).toBe('rate_limited')
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await newBrowser().signIn(email, input.password)).status).toBe(429)
  })

  test('with another account is refused, and the invitation stays as it was (R24)', async () => {
    const organization = await newOrganization()
    const { token } = await invited(organization)
    const before = await everythingOf(organization.id)
    const { call } = await apiOf(await newPerson(organization.id))
    expect((await call('invitation.accept', { token, contentVersion: 1 })).reason).toBe(
      'wrong_account',
    )
    expect(await everythingOf(organization.id)).toEqual(before)
  })

  test('by a link that was canceled, expired or replaced makes no account (R15, R22, R26)', async () => {
    const organization = await newOrganization()
    const { call } = await apiOf(null)
    const canceled = await invited(organization)
    valueOf(await organization.admin.send('invitation.cancel', { invitationId: canceled.id }))
    const expired = await invited(organization)
    await env.DB.prepare('UPDATE invitation SET expires_at = 1 WHERE id = ?').bind(expired.id).run()
    const replaced = await invited(organization)
    valueOf(
      await organization.admin.send('invitation.resend', {
        invitationId: replaced.id,
        locale: 'en',
      }),
    )
    const reasons = []
    for (const { token } of [canceled, expired, replaced]) {
      reasons.push((await call('invitation.createAccount', account(token))).reason)
    }
    expect(reasons).toEqual([
      'invitation_not_pending',
      'invitation_expired',
      'invitation_not_pending',
    ])
    expect(await accountsOf(canceled.email, expired.email, replaced.email)).toEqual([])
  })
})

describe('declining', () => {
  test('frees the address for a new invitation (R28)', async () => {
    const organization = await newOrganization()
    const { email, token } = await invited(organization)
    const { call } = await apiOf(null)
    expect((await call('invitation.decline', { token })).status).toBe(200)
    expect((await call('invitation.decline', { token })).reason).toBe('invitation_not_pending')
    const again = await organization.admin.send('invitation.create', { ...asMember, email })
    expect(again.ok).toBe(true)
  })
})

test('a role that is lowered takes effect on the next request of an open session (R38)', async () => {
  const organization = await newOrganization()
  const { call } = await apiOf(organization.admin)
  const invite = () =>
    call('invitation.create', {
      organizationId: organization.id,
      email: newAddress(),
      role: 'member',
    })
  expect((await invite()).status).toBe(200)
  valueOf(
    await organization.owner.send('member.changeRole', {
      userId: organization.admin.id,
      role: 'member',
    }),
  )
  expect((await invite()).reason).toBe('not_permitted')
  valueOf(await organization.owner.send('member.remove', { userId: organization.admin.id }))
  expect((await call('member.list', { organizationId: organization.id })).reason).toBe('not_found')
})
