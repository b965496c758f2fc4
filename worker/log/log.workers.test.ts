import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { runSchedule } from '../cron/index.ts'
import { schedules } from '../cron/schedules.ts'
import { apiOf, procedures } from '../testing/api.ts'
import { newAccount, newBrowser, password } from '../testing/browser.ts'
import { invitationToken } from '../links/token.ts'
import { withSeams, type Script } from '../testing/faulty/seams.ts'
import { until } from '../testing/faulty/time.ts'
import { asMember, newAddress, newOrganization, newPerson } from '../testing/organization.ts'

type Line = Record<string, unknown>

let logged: string[]
const lines = () => logged.map((line) => JSON.parse(line) as Line)
const operations = () => lines().filter(({ event }) => event === 'operation')

beforeEach(() => {
  logged = []
  for (const level of ['log', 'warn', 'error'] as const) {
    vi.spyOn(console, level).mockImplementation((line: string) => void logged.push(line))
  }
})

describe('one line an operation', () => {
  test('in the worker and in the object, under the id that the answer has, with who, what, and at what cost', async () => {
    const { id: organizationId, owner } = await newOrganization()
    const { call } = await apiOf(owner)
    logged = []
    const operationId = crypto.randomUUID()
    const input = { organizationId, operationId, email: 'olga@northwind.test', role: 'member' }
    const { headers } = await call('invitation.create', input)
    const requestId = headers.get('x-request-id')
    const common = { requestId, name: 'invitation.create', who: owner.id, organizationId }
    expect(operations()).toEqual([
      expect.objectContaining({
        ...common,
        place: 'object',
        outcome: 'ok',
        reason: null,
        operationId,
        d1Trips: 2,
        together: 1,
      }),
      expect.objectContaining({
        ...common,
        place: 'worker',
        outcome: 'ok',
        reason: null,
        // The mail's claim is on its way.
        d1Trips: 1,
      }),
    ])
    for (const line of operations()) expect(line['durationMs']).toEqual(expect.any(Number))
  })

  test('names the mail that was sent for it under the same id', async () => {
    const { id: organizationId, owner } = await newOrganization()
    const { call } = await apiOf(owner)
    logged = []
    const { headers, data } = await call('invitation.create', {
      organizationId,
      email: `${crypto.randomUUID()}@northwind.test`,
      role: 'member',
    })
    const invitationId = (data as { id: string }).id
    const mail = await env.DB.prepare('SELECT id FROM outbox_mail WHERE invitation_id = ?')
      .bind(invitationId)
      .first('id')
    expect(lines()).toContainEqual(
      expect.objectContaining({
        event: 'mail_settled',
        requestId: headers.get('x-request-id'),
        mail,
        invitationId,
      }),
    )
  })

  test('tells of commands that waited for the same one how many shared their trips', async () => {
    const { id, owner } = await newOrganization()
    logged = []
    let begun = 0
    const d1: Script = async (trip) => {
      if (trip.at === 1) await until(() => begun === 3)
      return trip.go()
    }
    await withSeams({ d1, begins: () => void (begun += 1) }, () =>
      Promise.all(
        [newAddress(), newAddress(), newAddress()].map((email) =>
          owner.send('invitation.create', { ...asMember, email }),
        ),
      ),
    )
    const told = operations().map(({ organizationId, together, d1Trips }) => ({
      organizationId,
      together,
      d1Trips,
    }))
    const both = { organizationId: id, together: 2, d1Trips: 2 }
    expect(told).toEqual([{ ...both, together: 1 }, both, both])
  })

  test('tells a refusal by its reason, and a read by its trips', async () => {
    const { id: organizationId, member } = await newOrganization()
    const { call } = await apiOf(member)
    logged = []
    await call('workspace.create', { organizationId, name: 'Shop' })
    await call('member.list', { organizationId })
    await call('member.list', { organizationId: 'mallory@evil.test' })
    expect(
      operations().map(({ place, name, outcome, reason, d1Trips }) => [
        place,
        name,
        outcome,
        reason,
        d1Trips,
      ]),
    ).toEqual([
      ['object', 'workspace.create', 'refused', 'not_permitted', 1],
      ['worker', 'workspace.create', 'refused', 'not_permitted', 0],
      // That they were seen is noted beside it.
      ['worker', 'member.list', 'ok', null, 2],
      ['worker', 'member.list', 'refused', expect.any(String), expect.any(Number)],
    ])
  })

  test('of a batch of calls is a line for each', async () => {
    const { ask } = await apiOf(null)
    await ask('/api/trpc/viewer.get,viewer.options?batch=1&input=%7B%7D')
    expect(
      operations()
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(['viewer.get', 'viewer.options'])
  })

  test('tells who signed in, and why somebody did not', async () => {
    const person = await newAccount()
    const browser = newBrowser()
    await browser.signIn(person.email, 'wrong password')
    await browser.signIn(person.email)
    const [wrong, right] = operations()
    const name = 'POST /api/auth/sign-in/email'
    expect(wrong).toMatchObject({
      name,
      who: null,
      outcome: 'refused',
      reason: 'invalid_email_or_password',
    })
    expect(right).toMatchObject({ name, who: person.id, outcome: 'ok', reason: null })
  })

  test('tells of who tries passwords that they are to wait (R42)', async () => {
    const person = await newAccount()
    const browser = newBrowser({ LIMIT_SIGN_IN_PER_ACCOUNT: '1' })
    await browser.signIn(person.email, 'wrong password')
    await browser.signIn(person.email, 'wrong password')
    expect(operations().map(({ reason }) => reason)).toEqual([
      'invalid_email_or_password',
      'rate_limited',
    ])
  })

  test('tells of what another site sent, and of what is no JSON, that it was refused', async () => {
    const browser = newBrowser()
    const foreign = { origin: 'https://elsewhere.test' }
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    for (const headers of [foreign, form]) await browser.post('/api/auth/sign-out', {}, headers)
    const line = { name: 'POST /api/auth/sign-out', who: null, outcome: 'refused' }
    expect(operations()).toEqual([
      expect.objectContaining({ ...line, reason: '403' }),
      expect.objectContaining({ ...line, reason: '415' }),
    ])
  })

  test('tells nothing of a path that is none of ours', async () => {
    const browser = newBrowser()
    await browser.ask('/api/auth/reset-password/some-token?token=another')
    await browser.ask('/api/trpc/some.token')
    expect(operations().map(({ name }) => name)).toEqual(['elsewhere', 'GET /api/trpc'])
    expect(logged.join()).not.toMatch(/some|another/)
  })

  test('of a failure is an error, with an alarm beside it that says what', async () => {
    const { id: organizationId, owner } = await newOrganization()
    const { call } = await apiOf(owner)
    await env.DB.prepare('ALTER TABLE workspace RENAME TO elsewhere').run()
    logged = []
    const { headers } = await call('workspace.list', { organizationId })
    await env.DB.prepare('ALTER TABLE elsewhere RENAME TO workspace').run()
    const requestId = headers.get('x-request-id')
    expect(lines()).toEqual([
      expect.objectContaining({
        event: 'operation',
        requestId,
        name: 'workspace.list',
        outcome: 'failed',
      }),
      expect.objectContaining({
        event: 'procedure_failed',
        requestId,
        alarm: true,
        name: 'workspace.list',
      }),
    ])
  })
})

describe('no line holds an address, a name, a token or a password', () => {
  const mark = 'Zaphod'
  const address = 'zaphod.beeblebrox@heartofgold.test'

  /** Something marked for every part of any input. */
  const marked = (ids: Record<string, unknown>): Record<string, unknown> => ({
    name: `${mark} Name`,
    description: `${mark} description`,
    email: address,
    search: mark,
    password: `${mark}-password-1`,
    currentPassword: `${mark}-password-2`,
    newPassword: `${mark}-password-3`,
    role: 'member',
    invitations: [{ email: address, role: 'member' }],
    contentVersion: 1,
    ...ids,
  })

  test('whatever procedure is called, as it should be or not, whether it works or the database is broken', async () => {
    const { id: organizationId, owner, member, web } = await newOrganization(`${mark} Organization`)
    const invitee = await newPerson(organizationId, address)
    await env.DB.prepare('UPDATE user SET name = ? WHERE id IN (?, ?)')
      .bind(`${mark} Person`, owner.id, invitee.id)
      .run()
    const created = await owner.send('invitation.create', {
      email: address,
      role: 'member',
      grants: [],
      locale: 'en',
    })
    if (!created.ok) throw new Error(created.refusal.reason)
    const invitationId = created.value.id
    const link = { invitationId, generation: 1, organizationId }
    const token = await invitationToken(env.INVITATION_SECRET, link)
    const ids = {
      organizationId,
      invitationId,
      workspaceId: web,
      userId: member.id,
      token,
      sessionId: `${mark}-session`,
    }
    const good = marked(ids)
    const bad = marked({ organizationId: mark, token: `${mark}.1.x`, role: mark })

    const callAll = async (people: readonly ({ id: string } | null)[]) => {
      for (const person of people) {
        const { call } = await apiOf(person)
        for (const procedure of Object.keys(procedures)) {
          // These would take away what the others are tried on.
          if (/^organization\.delete$|^viewer\.(signOut|endSession)/.test(procedure)) continue
          for (const input of [good, bad]) await call(procedure, input)
        }
      }
    }
    await callAll([null, invitee, owner])
    for (const cron of Object.keys(schedules)) await runSchedule(cron, env, Date.now())
    const browser = newBrowser()
    for (const path of [
      'sign-in/email',
      'request-password-reset',
      'reset-password',
      'sign-in/social',
    ]) {
      await browser.post(`/api/auth/${path}`, {
        email: address,
        password,
        newPassword: mark,
        token: mark,
        provider: mark,
      })
    }
    await env.DB.prepare('ALTER TABLE membership RENAME TO elsewhere').run()
    await callAll([owner])
    await env.DB.prepare('ALTER TABLE elsewhere RENAME TO membership').run()

    const all = Object.keys(procedures).length
    expect(operations().length).toBeGreaterThan(7 * all)
    const secret = token.split('.')[2] ?? ''
    for (const told of [mark, mark.toLowerCase(), '@', secret, 'SELECT', 'INSERT']) {
      expect(logged.filter((line) => line.includes(told))).toEqual([])
    }
    for (const line of lines()) expect(line['event']).toMatch(/^[a-z_]+$/)
  })
})
