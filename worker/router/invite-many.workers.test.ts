import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { database } from '../../db/database.ts'
import * as schema from '../../db/schema/index.ts'
import type { InviteManyView } from '../domain/views.ts'
import { apiOf } from '../testing/api.ts'
import { arrived, emptyOutbox } from '../testing/mail.ts'
import { everythingOf, newAddress, newOrganization } from '../testing/organization.ts'

const newList = (length: number, grants?: object[]) =>
  Array.from({ length }, () => ({
    email: newAddress(),
    role: 'member',
    ...(grants !== undefined && { grants }),
  }))

/** An address as long as one may be. */
function longestAddress(at: number): string {
  const domain = `${'d'.repeat(61)}.${'e'.repeat(61)}.${'f'.repeat(61)}.test`
  return `${String(at).padStart(254 - 1 - domain.length, 'a')}@${domain}`
}

const longestName = (start: string) => `${start}${'名'.repeat(200 - start.length)}`

describe('invitation.createMany', () => {
  test('answers address by address, and sends the mails of the deed', async () => {
    await emptyOutbox()
    const { id: organizationId, owner, member } = await newOrganization()
    const { call } = await apiOf(owner)
    const invitations = [...newList(3), { email: member.email, role: 'admin' }]
    const { status, data } = await call('invitation.createMany', { organizationId, invitations })
    expect(status).toBe(200)
    expect(data).toMatchObject({ invited: 3, refused: 1 })
    for (const { email } of invitations.slice(0, 3)) {
      expect(await arrived(email)).toHaveLength(1)
    }
  })

  test('as a dry run makes nothing and has nothing sent', async () => {
    await emptyOutbox()
    const { id: organizationId, owner } = await newOrganization()
    const { call } = await apiOf(owner)
    const owed = newAddress()
    const before = await everythingOf(organizationId)
    const { data } = await call('invitation.createMany', {
      organizationId,
      dryRun: true,
      invitations: [{ email: owed, role: 'member' }],
    })
    expect(data).toMatchObject({ items: [{ outcome: 'invited', invitationId: null }] })
    expect(await everythingOf(organizationId)).toEqual(before)
    expect(await arrived(owed)).toEqual([])
  })

  test('with the longest addresses and names and as many grants as it takes works', async () => {
    const { id: organizationId, owner } = await newOrganization(longestName('Acme'))
    const workspaces = Array.from({ length: 20 }, (_, at) => ({
      id: crypto.randomUUID(),
      organizationId,
      name: longestName(`W${at}`),
      description: '説'.repeat(2_000),
      createdAt: at,
    }))
    const db = database(env.DB)
    for (const one of workspaces) await db.insert(schema.workspace).values(one)
    await env.DB.prepare('UPDATE user SET name = ? WHERE id = ?')
      .bind(longestName('Olivia'), owner.id)
      .run()
    const grants = workspaces.map(({ id: workspaceId }) => ({ workspaceId, role: 'manager' }))
    const invitations = Array.from({ length: 500 }, (_, at) => ({
      email: longestAddress(at),
      role: 'member',
      grants,
    }))
    const { call } = await apiOf(owner)
    const answer = await call('invitation.createMany', { organizationId, invitations })
    expect(answer.status).toBe(200)
    expect(answer.data).toMatchObject({ invited: 500, refused: 0 })
    const { invitations: made, promises, mails } = await everythingOf(organizationId)
    expect([made.length, promises.length, mails.length]).toEqual([500, 10_000, 500])
    const { results } = await env.DB.prepare(
      `SELECT count(*) AS mails, min(json_array_length(payload, '$.workspaces')) AS fewest FROM outbox_mail WHERE organization_id = ?`,
    )
      .bind(organizationId)
      .all()
    expect(results).toEqual([{ mails: 500, fewest: 20 }])
  })

  test('of 500 addresses without sense, as long as a body allows, tells so of each', async () => {
    const { id: organizationId, owner } = await newOrganization()
    const { call } = await apiOf(owner)
    const invitations = Array.from({ length: 500 }, () => ({
      email: '"\\'.repeat(500),
      role: 'member',
    }))
    const good = { email: newAddress(), role: 'member' }
    const answer = await call('invitation.createMany', {
      organizationId,
      invitations: [good, ...invitations.slice(1, 480)],
    })
    expect(answer.status).toBe(200)
    expect(answer.data).toMatchObject({ invited: 1, refused: 479 })
    const { items } = answer.data as InviteManyView
    expect(items[1]).toMatchObject({ outcome: 'refused', reason: 'invalid_email' })
  })

  test.each([
    ['no address', () => [], 'invitations', 'too_small'],
    ['501 addresses', () => newList(501), 'invitations', 'too_big'],
    [
      'more grants than it takes',
      () =>
        newList(
          11,
          Array.from({ length: 1_000 }, (_, at) => ({ workspaceId: `${at}`, role: 'member' })),
        ),
      'invitations',
      'too_many_grants',
    ],
    [
      'a workspace that a row names twice',
      () => [
        ...newList(1),
        ...newList(1, [
          { workspaceId: 'w', role: 'member' },
          { workspaceId: 'w', role: null },
        ]),
      ],
      'invitations.1.grants',
      'duplicate_workspace',
    ],
  ])('of %s is 400, says what is wrong, and changes nothing', async (_, list, path, problem) => {
    const { id: organizationId, owner } = await newOrganization()
    const { call } = await apiOf(owner)
    const answer = await call('invitation.createMany', { organizationId, invitations: list() })
    expect(answer.status).toBe(400)
    expect(answer.error?.data.issues).toEqual([{ path, problem }])
    expect((await everythingOf(organizationId)).invitations).toEqual([])
  })
})

test('an approved invitation is accepted with the link of the first mail (R26)', async () => {
  await emptyOutbox()
  const { id: organizationId, owner, admin } = await newOrganization()
  const email = newAddress()
  const { call: asAdmin } = await apiOf(admin)
  const { call: asOwner } = await apiOf(owner)
  const { call: asNobody } = await apiOf(null)
  const created = await asAdmin('invitation.create', { organizationId, email, role: 'member' })
  const { id: invitationId } = created.data as { id: string }
  const [mail] = await arrived(email)
  const token = /invite#(\S+)/.exec(mail?.text ?? '')?.[1]
  await asOwner('member.changeRole', { organizationId, userId: admin.id, role: 'member' })
  expect((await asNobody('invitation.open', { token })).data).toMatchObject({ state: 'on_hold' })

  const approved = await asOwner('invitation.approve', { organizationId, invitationId })
  expect(approved.data).toMatchObject({ status: 'pending', sponsor: { id: owner.id } })
  const opened = await asNobody('invitation.open', { token })
  expect(opened.data).toMatchObject({
    state: 'pending',
    contentVersion: 1,
    sponsor: { email: owner.email },
  })
  const account = { token, name: 'Nadia Noor', password: 'a good long one' }
  const { userId } = (await asNobody('invitation.createAccount', account)).data as {
    userId: string
  }
  const { call: asInvitee } = await apiOf({ id: userId })
  const accepted = await asInvitee('invitation.accept', { token, contentVersion: 1 })
  expect(accepted.data).toEqual({ organizationId })
  expect(await arrived(email)).toHaveLength(1)
})
