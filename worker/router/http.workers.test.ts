import { env } from 'cloudflare:workers'
import { describe, expect, test, vi } from 'vitest'
import { refusalReasons } from '../domain/refusal.ts'
import { apiOf } from '../testing/api.ts'
import { arrived } from '../testing/mail.ts'
import { newAddress, newOrganization } from '../testing/organization.ts'
import { RefusedError } from './refused.ts'

/** Every statement fails as D1 fails when it has too much to do. */
async function withDatabaseDown(during: () => Promise<void>) {
  const down = () =>
    Promise.reject(new Error('D1_ERROR: D1 DB is overloaded. Too many requests queued.'))
  const statement = Object.getPrototypeOf(env.DB.prepare('SELECT 1')) as D1PreparedStatement
  const broken = [
    vi.spyOn(statement, 'all').mockImplementation(down),
    vi.spyOn(statement, 'run').mockImplementation(down),
    vi.spyOn(statement, 'raw').mockImplementation(down),
    // Which a D1 hands on to.
    vi
      .spyOn(Object.getPrototypeOf(env.DB.withSession()) as D1DatabaseSession, 'batch')
      .mockImplementation(down),
  ]
  try {
    await during()
  } finally {
    for (const one of broken) one.mockRestore()
  }
}

const json = { 'content-type': 'application/json' }

describe('a body', () => {
  test.each([
    ['of 2 MB', JSON.stringify({ name: 'x'.repeat(2 * 1024 * 1024) }), 413],
    ['that is no JSON', '{', 400],
    ['that is a list', '[]', 400],
    ['of nothing', '', 400],
    ['of the wrong shape', '{"organizationId":7}', 400],
  ])('%s is a fault of the client, told without a stack', async (_, body, status) => {
    const organization = await newOrganization()
    const { ask } = await apiOf(organization.owner)
    const response = await ask('/api/trpc/workspace.create', {
      method: 'POST',
      headers: json,
      body,
    })
    expect(response.status).toBe(status)
    expect(await response.text()).not.toMatch(/stack|node_modules|\bat .*:\d+/)
  })

  test('with a hundred calls is refused', async () => {
    const { ask } = await apiOf(null)
    const paths = Array.from({ length: 100 }, () => 'viewer.get').join(',')
    for (const path of [paths, paths.replaceAll(',', '%2C')]) {
      expect((await ask(`/api/trpc/${path}?batch=1&input=%7B%7D`)).status).toBe(400)
    }
  })
})

test.each([{ 'trpc-accept': 'application/jsonl' }, { accept: 'text/html, application/jsonl' }])(
  'an answer that is asked for as a stream, by %j, has its cookies and the time to wait',
  async (asStream) => {
    const { id: organizationId, admin } = await newOrganization()
    const { call, ask } = await apiOf(admin)
    const askAsStream = (procedure: string, input: object) =>
      ask(`/api/trpc/${procedure}?batch=1`, {
        method: 'POST',
        headers: { ...json, ...asStream },
        body: JSON.stringify({ 0: input }),
      })
    const invitee = { email: newAddress(), role: 'member' }
    const { data } = await call('invitation.create', { organizationId, ...invitee })
    const resend = { organizationId, invitationId: (data as { id: string }).id }
    expect((await askAsStream('invitation.resend', resend)).status).toBe(200)
    const refused = await askAsStream('invitation.resend', resend)
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    const ended = await askAsStream('viewer.signOutEverywhere', {})
    expect(ended.headers.getSetCookie().join()).toMatch(/session_token=;/)
  },
)

describe('a refusal', () => {
  test('has a code for every reason of the union', () => {
    expect(refusalReasons).toHaveLength(18)
    const codes = Object.fromEntries(
      refusalReasons.map((reason) => [reason, new RefusedError({ reason }).code]),
    )
    expect(codes).toEqual({
      not_permitted: 'FORBIDDEN',
      role_above_ceiling: 'FORBIDDEN',
      already_member: 'CONFLICT',
      already_invited: 'CONFLICT',
      grants_need_member_role: 'BAD_REQUEST',
      workspace_unavailable: 'CONFLICT',
      invalid_email: 'BAD_REQUEST',
      invitation_not_pending: 'CONFLICT',
      invitation_expired: 'PRECONDITION_FAILED',
      invitation_on_hold: 'PRECONDITION_FAILED',
      resend_too_soon: 'TOO_MANY_REQUESTS',
      content_changed: 'CONFLICT',
      wrong_account: 'FORBIDDEN',
      last_owner: 'CONFLICT',
      own_role: 'FORBIDDEN',
      not_found: 'NOT_FOUND',
      rate_limited: 'TOO_MANY_REQUESTS',
      unavailable: 'SERVICE_UNAVAILABLE',
    })
  })

  test('carries its reason, a sentence, and how long to wait', async () => {
    const organization = await newOrganization()
    const { call } = await apiOf(organization.owner)
    const created = await call('invitation.create', {
      organizationId: organization.id,
      email: newAddress(),
      role: 'member',
    })
    const { id: invitationId } = created.data as { id: string }
    const resend = () =>
      call('invitation.resend', { organizationId: organization.id, invitationId })
    expect((await resend()).status).toBe(200)
    const second = await resend()
    expect(second.status).toBe(429)
    expect(second.error).toMatchObject({
      message: 'This invitation was sent a moment ago.',
      data: { code: 'TOO_MANY_REQUESTS', httpStatus: 429, reason: 'resend_too_soon' },
    })
    expect(Number(second.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(Number(second.headers.get('retry-after'))).toBeLessThanOrEqual(60)
  })

  test('of an input says what is wrong with which part', async () => {
    const organization = await newOrganization()
    const { call } = await apiOf(organization.owner)
    const answer = await call('workspace.create', { organizationId: organization.id, name: ' ' })
    expect(answer.error?.data).toMatchObject({
      code: 'BAD_REQUEST',
      issues: [{ path: 'name', problem: 'invalid_name' }],
    })
  })

  test('of a workspace that is named twice says so, and changes nothing (R7)', async () => {
    const { id: organizationId, owner, manager, web } = await newOrganization()
    const { call } = await apiOf(owner)
    const grants = [
      { workspaceId: web, role: null },
      { workspaceId: web, role: 'member' },
    ]
    const answers = [
      await call('member.changeGrants', { organizationId, userId: manager.id, grants }),
      await call('invitation.create', {
        organizationId,
        email: newAddress(),
        role: 'member',
        grants,
      }),
    ]
    for (const { status, error } of answers) {
      expect(status).toBe(400)
      expect(error?.data.issues).toEqual([{ path: 'grants', problem: 'duplicate_workspace' }])
    }
  })

  test('of a database that is down is "unavailable", with the time to wait', async () => {
    const { id: organizationId, owner, member } = await newOrganization()
    const { call } = await apiOf(owner)
    const { call: asMember } = await apiOf(member)
    const inputs = { organizationId, email: newAddress(), role: 'member' }
    await withDatabaseDown(async () => {
      for (const answer of [
        await call('viewer.get'),
        await call('member.list', { organizationId }),
        await asMember('invitation.list', { organizationId }),
        await call('invitation.create', inputs),
      ]) {
        expect([answer.status, answer.reason]).toEqual([503, 'unavailable'])
        expect(answer.headers.get('retry-after')).toBe('5')
      }
    })
    expect((await call('invitation.create', inputs)).status).toBe(200)
  })

  test('of a database says nothing of SQL', async () => {
    const organization = await newOrganization()
    const { call } = await apiOf(organization.owner)
    await env.DB.prepare('ALTER TABLE workspace RENAME TO elsewhere').run()
    const answer = await call('workspace.list', { organizationId: organization.id })
    await env.DB.prepare('ALTER TABLE elsewhere RENAME TO workspace').run()
    expect(answer.status).toBe(500)
    expect(answer.error?.message).toBe('Something went wrong on our side. Nothing was changed.')
    expect(answer.text).not.toMatch(/workspace|select|sqlite|D1_/i)
  })
})

test('the same operation sent twice takes effect once and answers the same', async () => {
  const organization = await newOrganization()
  const { call } = await apiOf(organization.owner)
  const input = {
    organizationId: organization.id,
    operationId: crypto.randomUUID(),
    email: newAddress(),
    role: 'member',
  }
  const [first, second] = [
    await call('invitation.create', input),
    await call('invitation.create', input),
  ]
  expect(second.data).toEqual(first.data)
  const create = { operationId: crypto.randomUUID(), name: 'Second' }
  const [one, two] = await Promise.all([
    call('organization.create', create),
    call('organization.create', create),
  ])
  expect(one.data).toEqual(two.data)
})

test('40 identical invitations at once over HTTP, by two admins, are one invitation and one mail (R5, R8)', async () => {
  const { id: organizationId, owner, admin } = await newOrganization()
  const [asOwner, asAdmin] = [await apiOf(owner), await apiOf(admin)]
  const email = newAddress()
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, at) =>
      (at % 2 === 0 ? asOwner : asAdmin).call('invitation.create', {
        organizationId,
        email,
        role: 'member',
      }),
    ),
  )
  const told = answers.map(({ reason, status }) => reason ?? status)
  expect(told.filter((outcome) => outcome === 200)).toHaveLength(1)
  expect(told.filter((outcome) => outcome === 'already_invited')).toHaveLength(39)
  const { results } = await env.DB.prepare('SELECT status FROM invitation WHERE email = ?')
    .bind(email)
    .all()
  expect(results).toEqual([{ status: 'pending' }])
  expect(await arrived(email)).toHaveLength(1)
})
