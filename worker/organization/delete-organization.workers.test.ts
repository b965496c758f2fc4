import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { invitationToken } from '../links/token.ts'
import { apiOf } from '../testing/api.ts'
import { decidedOf, reasonOf, valueOf } from '../testing/builders.ts'
import { carryOutAlone, meansOn } from '../testing/carry-out.ts'
import { inFront } from '../testing/d1.ts'
import {
  asMember,
  everythingOf,
  newAddress,
  newOrganization,
  newPerson,
} from '../testing/organization.ts'
import { sendCommand } from './client.ts'
import { organizationIdFor } from './organization-id.ts'

const name = 'Wholly Secret Inc'

async function organizationWithEverything() {
  const organization = await newOrganization(name)
  const { id, owner, admin, web, member } = organization
  const email = newAddress()
  const grants = [{ workspaceId: web, role: 'member' as const }]
  const invitation = valueOf(
    await admin.send('invitation.create', { ...asMember, email, grants }, crypto.randomUUID()),
  )
  valueOf(await owner.send('workspace.update', { workspaceId: web, name: 'Telling Name' }))
  valueOf(await owner.send('member.changeGrants', { userId: member.id, grants }))
  await (await apiOf(member)).call('member.list', { organizationId: id })
  const token = await invitationToken(env.INVITATION_SECRET, {
    invitationId: invitation.id,
    generation: 1,
    organizationId: id,
  })
  return { ...organization, email, token, invitationId: invitation.id }
}

/** How many rows of an organization each table has that names organizations. */
async function rowsByTable(organizationId: string) {
  const { results: tables } = await env.DB.prepare(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%`organization_id` text%' ORDER BY name",
  ).all<{ name: string }>()
  const counts: Record<string, number | null> = {}
  for (const table of tables) {
    counts[table.name] = await env.DB.prepare(
      `SELECT count(*) AS rows FROM "${table.name}" WHERE organization_id = ?`,
    )
      .bind(organizationId)
      .first<number>('rows')
  }
  return counts
}

describe('deleting an organization', () => {
  test('takes all that it held, and leaves a nameless row and the ids of its audit log', async () => {
    const { id, owner, invitationId, email, web } = await organizationWithEverything()
    const before = await rowsByTable(id)
    for (const rows of Object.values(before)) expect(rows).toBeGreaterThan(0)
    expect(valueOf(await owner.send('organization.delete', { name }))).toEqual({
      organizationId: id,
    })

    const { audit_event: events, ...others } = await rowsByTable(id)
    expect(events).toBe((before['audit_event'] ?? 0) + 1)
    for (const [table, rows] of Object.entries(others)) expect([table, rows]).toEqual([table, 0])
    const promises = await env.DB.prepare(
      'SELECT count(*) AS rows FROM invitation_grant WHERE invitation_id = ? OR workspace_id = ?',
    )
      .bind(invitationId, web)
      .first('rows')
    expect(promises).toBe(0)

    const [row, log] = await env.DB.batch([
      env.DB.prepare('SELECT name, deleted_at FROM organization WHERE id = ?').bind(id),
      env.DB.prepare('SELECT * FROM audit_event WHERE organization_id = ?').bind(id),
    ])
    expect(row?.results).toEqual([{ name: '', deleted_at: expect.any(Number) as number }])
    const told = JSON.stringify(log?.results)
    for (const word of [name, 'Telling Name', email, email.split('@')[0]])
      expect(told).not.toContain(word)
    expect(told).toContain(invitationId)
  })

  test('by the same operation again answers the same; by another it is not found', async () => {
    const { id, owner } = await newOrganization()
    const operation = crypto.randomUUID()
    const first = await owner.send('organization.delete', { name: 'Acme' }, operation)
    const after = await everythingOf(id)
    const again = await owner.send('organization.delete', { name: 'Acme' }, operation)
    expect(decidedOf(again)).toEqual(decidedOf(first))
    expect(reasonOf(await owner.send('organization.delete', { name: '' }))).toBe('not_found')
    expect(await everythingOf(id)).toEqual(after)
  })

  test('an operation that went before it is told neither answer nor name', async () => {
    const { owner } = await newOrganization()
    const operation = crypto.randomUUID()
    const input = { ...asMember, email: newAddress() }
    valueOf(await owner.send('invitation.create', input, operation))
    valueOf(await owner.send('organization.delete', { name: 'Acme' }))
    expect(reasonOf(await owner.send('invitation.create', input, operation))).toBe('not_found')
  })

  test('is not found by the next request of every open session (R38)', async () => {
    const { id, owner, admin, member } = await organizationWithEverything()
    const sessions = await Promise.all([owner, admin, member].map((person) => apiOf(person)))
    for (const { call } of sessions)
      expect((await call('member.list', { organizationId: id })).status).toBe(200)
    valueOf(await owner.send('organization.delete', { name }))
    for (const { call } of sessions) {
      expect((await call('member.list', { organizationId: id })).reason).toBe('not_found')
      expect((await call('organization.stats', { organizationId: id })).reason).toBe('not_found')
      expect((await call('viewer.get')).data).toMatchObject({ memberships: [] })
      const renamed = await call('organization.rename', { organizationId: id, name: 'Back' })
      expect(renamed.reason).toBe('not_found')
    }
  })

  test('makes its links unknown, and its mails are not sent (R29)', async () => {
    const { id, owner, token, email } = await organizationWithEverything()
    valueOf(await owner.send('organization.delete', { name }))
    const visitor = await apiOf(null)
    expect((await visitor.call('invitation.open', { token })).data).toEqual({ state: 'unknown' })
    expect((await visitor.call('invitation.decline', { token })).reason).toBe('not_found')
    const account = { token, name: 'Nadia', password: 'quite a good one' }
    expect((await visitor.call('invitation.createAccount', account)).reason).toBe('not_found')
    const invitee = await apiOf(await newPerson(id, email))
    const accepted = await invitee.call('invitation.accept', { token, contentVersion: 1 })
    expect(accepted.reason).toBe('not_found')
    const mails = await env.DB.prepare(
      'SELECT count(*) AS rows FROM outbox_mail WHERE recipient = ?',
    )
      .bind(email)
      .first('rows')
    expect(mails).toBe(0)
  })

  test('its id is used up, its name is free', async () => {
    const { member } = await newOrganization()
    const operation = crypto.randomUUID()
    const id = await organizationIdFor(member.id, operation)
    const { call } = await apiOf(member)
    const create = (operationId: string) => call('organization.create', { name, operationId })
    expect((await create(operation)).data).toEqual({ id, name })
    expect((await call('organization.delete', { organizationId: id, name })).status).toBe(200)
    const again = await sendCommand(env, 'organization.create', {
      organizationId: id,
      actor: { kind: 'user', userId: member.id },
      input: { name },
    })
    expect(reasonOf(again)).toBe('not_permitted')
    expect((await create(crypto.randomUUID())).data).toMatchObject({ name })
  })
})

describe('deleting an organization of 5,000 members with as many invitations', () => {
  const people = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)`

  async function largeOrganization() {
    const organization = await newOrganization()
    const { id, web } = organization
    const run = id.slice(0, 8)
    await env.DB.batch(
      [
        `INSERT INTO user (id, name, email, created_at, updated_at) ${people} SELECT '${run}-' || i, 'P', '${run}-' || i || '@acme.test', 1, 1 FROM n`,
        `INSERT INTO membership (organization_id, user_id, role, joined_at) ${people} SELECT '${id}', '${run}-' || i, 'member', 1 FROM n`,
        `INSERT INTO membership_grant ${people} SELECT '${id}', '${run}-' || i, '${web}', 'member' FROM n`,
        `INSERT INTO invitation (id, organization_id, email, email_key, role, status, generation, content_version, created_at, sent_at, expires_at) ${people} SELECT '${run}-' || i, '${id}', 'e', 'e' || i, 'member', 'pending', 1, 1, 1, 1, 1 FROM n`,
        `INSERT INTO invitation_grant ${people} SELECT '${run}-' || i, '${web}', 'member' FROM n`,
        `INSERT INTO outbox_mail (id, organization_id, invitation_id, generation, recipient, payload, status, next_attempt_at, created_at) ${people} SELECT '${run}-' || i, '${id}', '${run}-' || i, 1, 'e', '{}', 'sent', 1, 1 FROM n`,
        `INSERT INTO audit_event (id, organization_id, verb, actor, subject_id, details, created_at) ${people} SELECT '${run}-' || i, '${id}', 'invitation.create', 'system:test', '${run}-' || i, '{"a":1}', 1 FROM n`,
      ].map((sql) => env.DB.prepare(sql)),
    )
    return organization
  }

  test('is one batch of as many statements as for a small one, all or nothing', async () => {
    const { id, owner } = await largeOrganization()
    const before = await rowsByTable(id)
    const sizes: number[] = []
    const d1 = (alsoFailing: D1PreparedStatement[] = []) =>
      inFront(env.DB, (target) => ({
        batch: (statements: D1PreparedStatement[]) => {
          sizes.push(statements.length)
          const isCommit = sizes.length % 2 === 0
          return target.batch(isCommit ? [...statements, ...alsoFailing] : statements)
        },
      }))
    const remove = (database: D1Database) =>
      carryOutAlone(meansOn(database), {
        verb: 'organization.delete',
        organizationId: id,
        operationId: crypto.randomUUID(),
        actor: { kind: 'user', userId: owner.id },
        input: { name: 'Acme' },
      })
    const broken = await remove(d1([env.DB.prepare('SELECT no_such_function()')]))
    expect(reasonOf(broken)).toBe('unavailable')
    expect(await rowsByTable(id)).toEqual(before)

    sizes.length = 0
    expect(valueOf(await remove(d1()))).toEqual({ organizationId: id })
    expect(sizes).toEqual([1, 9])
    expect(await rowsByTable(id)).toMatchObject({ membership: 0, invitation: 0, outbox_mail: 0 })
  })
})
