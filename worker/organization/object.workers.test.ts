import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { database } from '../../db/database.ts'
import { listInvitations } from '../../db/queries/list-invitations.ts'
import * as schema from '../../db/schema/index.ts'
import { invitationToken } from '../links/token.ts'
import { askingOf } from '../testing/asking.ts'
import { apiOf } from '../testing/api.ts'
import { reasonOf, valueOf } from '../testing/builders.ts'
import {
  alreadySent,
  asMember,
  everythingOf,
  newAddress,
  newOrganization,
  newPerson,
} from '../testing/organization.ts'
import { OrganizationObject } from './object.ts'

const sql = async (query: string, ...values: unknown[]) => {
  const { results } = await env.DB.prepare(query)
    .bind(...values)
    .all<Record<string, unknown>>()
  return results
}
afterEach(() => void vi.useRealTimers())

const rowOf = async (id: string) => (await sql('SELECT * FROM invitation WHERE id = ?', id))[0]

test('an object names what it makes by its instant first, so that a page lies together', async () => {
  class Known extends OrganizationObject {
    readonly makeId = this.newId
  }
  const { id } = await newOrganization()
  const object = env.ORGANIZATION.get(env.ORGANIZATION.idFromName(id))
  const before = Date.now()
  const made = await runInDurableObject(object, (_, ctx) => new Known(ctx, env).makeId())
  const instant = parseInt(made.replaceAll('-', '').slice(0, 12), 16)
  expect(instant).toBeGreaterThanOrEqual(before)
  expect(instant).toBeLessThanOrEqual(Date.now())
})

describe('inviting', () => {
  test('past the object is stopped by the schema: one pending an organization and address (F1, R5)', async () => {
    const { id, owner } = await newOrganization()
    const email = newAddress()
    valueOf(await owner.send('invitation.create', { ...asMember, email }))
    const second = sql(
      `INSERT INTO invitation (id, organization_id, email, email_key, role, status, generation, content_version, created_at, sent_at, expires_at)
       VALUES ('raw', ?, ?, ?, 'member', 'pending', 1, 1, 1, 1, 1)`,
      id,
      email,
      email,
    )
    await expect(second).rejects.toThrow('UNIQUE constraint failed')
  })

  test('the same address in another spelling is the same address (R5, R6)', async () => {
    const { owner } = await newOrganization()
    const email = newAddress()
    const { id } = valueOf(
      await owner.send('invitation.create', { ...asMember, email: `  ${email.toUpperCase()} ` }),
    )
    expect(reasonOf(await owner.send('invitation.create', { ...asMember, email }))).toBe(
      'already_invited',
    )
    expect((await rowOf(id))?.email).toBe(email.toUpperCase())
  })

  test('a member is refused, in any spelling of their address (R4)', async () => {
    const { owner, member } = await newOrganization()
    const email = member.email.toUpperCase()
    expect(reasonOf(await owner.send('invitation.create', { ...asMember, email }))).toBe(
      'already_member',
    )
  })

  test('an expired address anew supersedes the old invitation, recorded as expired or not (R17)', async () => {
    for (const status of ['pending', 'expired']) {
      const { owner } = await newOrganization()
      const email = newAddress()
      const first = valueOf(await owner.send('invitation.create', { ...asMember, email }))
      await sql('UPDATE invitation SET expires_at = 1, status = ? WHERE id = ?', status, first.id)
      const second = valueOf(await owner.send('invitation.create', { ...asMember, email }))
      expect((await rowOf(first.id))?.status).toBe('superseded')
      expect((await rowOf(second.id))?.status).toBe('pending')
    }
  })

  test('over the day’s mails of an organization or an address is refused with the wait (R42)', async () => {
    const { id, owner } = await newOrganization()
    const other = await newOrganization()
    const email = newAddress()
    await alreadySent(id, 1000)
    await database(env.DB)
      .insert(schema.quota)
      .values({ key: `mail:address:${email}`, count: 20, windowEndsAt: Date.now() + 60_000 })
    for (const answer of [
      await owner.send('invitation.create', { ...asMember, email: newAddress() }),
      await other.owner.send('invitation.create', { ...asMember, email }),
    ]) {
      expect(reasonOf(answer)).toBe('rate_limited')
      expect(!answer.ok && (answer.refusal.retryAfter ?? 0) > 0).toBe(true)
    }
    expect(
      reasonOf(await other.owner.send('invitation.create', { ...asMember, email: newAddress() })),
    ).toBe('allowed')
  })

  test('one address by 30 organizations at once gets 20 mails a day (R42)', async () => {
    const email = newAddress()
    const organizations = await Promise.all(Array.from({ length: 30 }, () => newOrganization()))
    const answers = await Promise.all(
      organizations.map(({ owner }) => owner.send('invitation.create', { ...asMember, email })),
    )
    const sent = answers.filter(({ ok }) => ok).length
    expect(await sql('SELECT id FROM outbox_mail WHERE recipient = ?', email)).toHaveLength(sent)
    expect(sent).toBe(20)
  })
})

describe('an invitation', () => {
  test('is accepted a moment before it expires, and not from then on, whether or not a job has run (F4, R10)', async () => {
    const { id, owner } = await newOrganization()
    for (const [late, expected] of [
      [-1, { state: 'pending', reason: 'allowed' }],
      [0, { state: 'expired', reason: 'invitation_expired' }],
      [1, { state: 'expired', reason: 'invitation_expired' }],
    ] as const) {
      const email = newAddress()
      const invited = await owner.send('invitation.create', { ...asMember, email })
      const { id: invitationId, expiresAt } = valueOf(invited)
      const invitee = await newPerson(id, email)
      const link = { invitationId, generation: 1, organizationId: id }
      const token = await invitationToken(env.INVITATION_SECRET, link)
      const { call } = await apiOf(invitee)
      vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(expiresAt) + late })
      const opened = await call('invitation.open', { token })
      const { reason = 'allowed' } = await call('invitation.accept', { token, contentVersion: 1 })
      vi.useRealTimers()
      expect({ state: (opened.data as { state: string }).state, reason }).toEqual(expected)
      expect((await rowOf(invitationId))?.status).toBe(late < 0 ? 'accepted' : 'pending')
    }
  })

  test('accepted and canceled at once has one winner, and rows that agree (R15, R25)', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { id, owner, admin } = await newOrganization()
      const email = newAddress()
      const invitation = valueOf(await owner.send('invitation.create', { ...asMember, email }))
      const invitee = await newPerson(id, email)
      const asked = { invitationId: invitation.id, generation: 1, contentVersion: 1 }
      const [accepted, canceled] = await Promise.all([
        invitee.send('invitation.accept', asked),
        admin.send('invitation.cancel', { invitationId: invitation.id }),
      ])
      expect([accepted.ok, canceled.ok].filter(Boolean)).toHaveLength(1)
      const memberships = await sql('SELECT role FROM membership WHERE user_id = ?', invitee.id)
      expect(memberships).toHaveLength(accepted.ok ? 1 : 0)
      expect((await rowOf(invitation.id))?.status).toBe(accepted.ok ? 'accepted' : 'canceled')
    }
  })

  test('of a sponsor who is lowered or removed is on hold, until somebody who may sends it again (R26)', async () => {
    const { id, owner, admin } = await newOrganization()
    const email = newAddress()
    const invitation = valueOf(await admin.send('invitation.create', { ...asMember, email }))
    const invitee = await newPerson(id, email)
    valueOf(await owner.send('member.changeRole', { userId: admin.id, role: 'member' }))
    const asked = { invitationId: invitation.id, generation: 1, contentVersion: 1 }
    expect(reasonOf(await invitee.send('invitation.accept', asked))).toBe('invitation_on_hold')
    const resent = valueOf(
      await owner.send('invitation.resend', { invitationId: invitation.id, locale: 'en' }),
    )
    expect(resent).toMatchObject({ status: 'pending', sponsor: { id: owner.id } })
    expect(reasonOf(await invitee.send('invitation.accept', { ...asked, generation: 2 }))).toBe(
      'allowed',
    )
  })

  test('of a removed sponsor can not be accepted (R26)', async () => {
    const { id, owner, admin } = await newOrganization()
    const email = newAddress()
    const { id: invitationId } = valueOf(
      await admin.send('invitation.create', { ...asMember, email }),
    )
    valueOf(await owner.send('member.remove', { userId: admin.id }))
    const invitee = await newPerson(id, email)
    const answer = await invitee.send('invitation.accept', {
      invitationId,
      generation: 1,
      contentVersion: 1,
    })
    expect(reasonOf(answer)).toBe('invitation_on_hold')
  })

  test('on hold is approved: the same link works again, without a new mail (R26)', async () => {
    const { id, owner, admin } = await newOrganization()
    const email = newAddress()
    const created = valueOf(await admin.send('invitation.create', { ...asMember, email }))
    const { id: invitationId } = created
    const mailsOf = () => sql('SELECT * FROM outbox_mail WHERE invitation_id = ?', invitationId)
    const [row, mails] = [await rowOf(invitationId), await mailsOf()]
    valueOf(await owner.send('member.remove', { userId: admin.id }))
    const approved = valueOf(await owner.send('invitation.approve', { invitationId }))
    expect(approved).toMatchObject({
      status: 'pending',
      sponsor: { id: owner.id },
      createdBy: { id: admin.id },
      sentAt: created.sentAt,
      expiresAt: created.expiresAt,
    })
    expect(await rowOf(invitationId)).toEqual({ ...row, sponsor_id: owner.id })
    expect(await mailsOf()).toEqual(mails)
    const before = await everythingOf(id)
    expect(valueOf(await owner.send('invitation.approve', { invitationId }))).toEqual(approved)
    expect(await everythingOf(id)).toEqual(before)
    const invitee = await newPerson(id, email)
    const asked = { invitationId, generation: 1, contentVersion: 1 }
    expect(reasonOf(await invitee.send('invitation.accept', asked))).toBe('allowed')
    const events = await sql(
      "SELECT actor FROM audit_event WHERE subject_id = ? AND verb = 'invitation.approve'",
      invitationId,
    )
    expect(events).toEqual([{ actor: owner.id }])
  })

  test('on hold is approved by whoever may invite as its role, and while it has not expired (R2, R26)', async () => {
    const { owner, admin, member, join } = await newOrganization()
    const second = await join('owner')
    const { id: invitationId } = valueOf(
      await second.send('invitation.create', { ...asMember, role: 'owner', email: newAddress() }),
    )
    valueOf(await owner.send('member.changeRole', { userId: second.id, role: 'admin' }))
    const approve = async (by: typeof owner) =>
      reasonOf(await by.send('invitation.approve', { invitationId }))
    expect(await approve(admin)).toBe('role_above_ceiling')
    expect(await approve(second)).toBe('role_above_ceiling')
    expect(await approve(member)).toBe('not_permitted')
    await sql('UPDATE invitation SET expires_at = 1 WHERE id = ?', invitationId)
    expect(await approve(owner)).toBe('invitation_expired')
    valueOf(await owner.send('invitation.cancel', { invitationId }))
    expect(await approve(owner)).toBe('invitation_not_pending')
  })

  test('changed since it was shown is asked again (R27)', async () => {
    const { id, admin, web } = await newOrganization()
    const email = newAddress()
    const { id: invitationId } = valueOf(
      await admin.send('invitation.create', { ...asMember, email }),
    )
    valueOf(
      await admin.send('invitation.changeGrants', {
        invitationId,
        grants: [{ workspaceId: web, role: 'member' }],
      }),
    )
    const invitee = await newPerson(id, email)
    const accept = (contentVersion: number) =>
      invitee.send('invitation.accept', { invitationId, generation: 1, contentVersion })
    expect(reasonOf(await accept(1))).toBe('content_changed')
    expect(reasonOf(await accept(2))).toBe('allowed')
  })

  test('loses the grants of a deleted workspace, stays acceptable, and asks again (R19)', async () => {
    const { id, admin, web, api } = await newOrganization()
    const email = newAddress()
    const grants = [web, api].map((workspaceId) => ({ workspaceId, role: 'member' as const }))
    const { id: invitationId } = valueOf(
      await admin.send('invitation.create', { ...asMember, email, grants }),
    )
    valueOf(await admin.send('workspace.delete', { workspaceId: web }))
    const invitee = await newPerson(id, email)
    const accept = (contentVersion: number) =>
      invitee.send('invitation.accept', { invitationId, generation: 1, contentVersion })
    expect(reasonOf(await accept(1))).toBe('content_changed')
    expect(reasonOf(await accept(2))).toBe('allowed')
    expect(
      await sql('SELECT workspace_id FROM membership_grant WHERE user_id = ?', invitee.id),
    ).toEqual([{ workspace_id: api }])
  })

  test('closes as accepted when its address joins by another way (R31)', async () => {
    const { id, admin } = await newOrganization()
    const email = newAddress()
    const invitation = valueOf(await admin.send('invitation.create', { ...asMember, email }))
    const [before] = await sql('SELECT version FROM organization WHERE id = ?', id)
    const invitee = await newPerson(id, email)
    await database(env.DB)
      .insert(schema.membership)
      .values({ organizationId: id, userId: invitee.id, role: 'member', joinedAt: Date.now() })
    expect(await rowOf(invitation.id)).toMatchObject({
      status: 'accepted',
      accepted_by: invitee.id,
    })
    const [after] = await sql('SELECT version FROM organization WHERE id = ?', id)
    expect(Number(after?.version)).toBe(Number(before?.version) + 1)
    const events = await sql('SELECT verb FROM audit_event WHERE subject_id = ?', invitation.id)
    expect(events.map(({ verb }) => verb)).toContain('invitation.closedByJoining')
    const listed = await listInvitations(env.DB, await askingOf({ id }, admin), { limit: 10 })
    expect(listed?.items).toEqual([])
  })

  test('that had expired when its address joined by another way leaves the list, recorded as expired or not (R10, R31)', async () => {
    for (const recorded of ['pending', 'expired']) {
      const { id, admin } = await newOrganization()
      const email = newAddress()
      const invitation = valueOf(await admin.send('invitation.create', { ...asMember, email }))
      await sql(
        'UPDATE invitation SET expires_at = 1, status = ? WHERE id = ?',
        recorded,
        invitation.id,
      )
      const invitee = await newPerson(id, email)
      await database(env.DB)
        .insert(schema.membership)
        .values({ organizationId: id, userId: invitee.id, role: 'member', joinedAt: Date.now() })
      expect(await rowOf(invitation.id)).toMatchObject({
        status: 'superseded',
        accepted_by: invitee.id,
      })
    }
  })

  test('is resent with a second mail and the first one’s generation dead (R14)', async () => {
    const { id, admin } = await newOrganization()
    const email = newAddress()
    const { id: invitationId } = valueOf(
      await admin.send('invitation.create', { ...asMember, email }),
    )
    valueOf(await admin.send('invitation.resend', { invitationId, locale: 'en' }))
    expect(reasonOf(await admin.send('invitation.resend', { invitationId, locale: 'en' }))).toBe(
      'resend_too_soon',
    )
    const mails = await sql(
      'SELECT generation FROM outbox_mail WHERE invitation_id = ? ORDER BY generation',
      invitationId,
    )
    expect(mails).toEqual([{ generation: 1 }, { generation: 2 }])
    const invitee = await newPerson(id, email)
    const older = await invitee.send('invitation.accept', {
      invitationId,
      generation: 1,
      contentVersion: 1,
    })
    expect(reasonOf(older)).toBe('invitation_not_pending')
  })
})

describe('members', () => {
  test('two Owners who act on each other at once leave an Owner (R35)', async () => {
    for (const verb of ['member.remove', 'member.changeRole'] as const) {
      const { id, owner, join } = await newOrganization()
      const second = await join('owner')
      await Promise.all([
        owner.send(verb, { userId: second.id, role: 'member' }),
        second.send(verb, { userId: owner.id, role: 'member' }),
      ])
      const owners = await sql(
        "SELECT user_id FROM membership WHERE organization_id = ? AND role = 'owner'",
        id,
      )
      expect(owners).toHaveLength(1)
    }
  })

  test('two last Owners who leave at once leave one behind (R35)', async () => {
    const { owner, join } = await newOrganization()
    const second = await join('owner')
    const answers = await Promise.all([
      owner.send('member.leave', {}),
      second.send('member.leave', {}),
    ])
    expect(answers.map(reasonOf).toSorted()).toEqual(['allowed', 'last_owner'])
  })

  test('a removed member is nobody from the next command on (R38)', async () => {
    const { owner, admin } = await newOrganization()
    valueOf(await owner.send('member.remove', { userId: admin.id }))
    expect(
      reasonOf(await admin.send('invitation.create', { ...asMember, email: newAddress() })),
    ).toBe('not_found')
  })

  test('a shown name is kept with the membership; the account keeps its own (R36)', async () => {
    const { admin, member } = await newOrganization()
    const [before] = await sql('SELECT name FROM user WHERE id = ?', member.id)
    expect(
      valueOf(await admin.send('member.rename', { userId: member.id, name: 'Mika' })).name,
    ).toBe('Mika')
    expect(await sql('SELECT name FROM user WHERE id = ?', member.id)).toEqual([before])
  })

  test('raised to admin lose their grants, and lowered again hold none (R34)', async () => {
    const { owner, manager } = await newOrganization()
    valueOf(await owner.send('member.changeRole', { userId: manager.id, role: 'admin' }))
    expect(await sql('SELECT role FROM membership_grant WHERE user_id = ?', manager.id)).toEqual([])
    const lowered = valueOf(
      await owner.send('member.changeRole', { userId: manager.id, role: 'member' }),
    )
    expect(lowered.grants).toEqual([])
  })
})

describe('what belongs to another organization', () => {
  test('is not found, as if it did not exist', async () => {
    const ours = await newOrganization()
    const theirs = await newOrganization()
    const invitation = valueOf(
      await theirs.owner.send('invitation.create', { ...asMember, email: newAddress() }),
    )
    const grants = [{ workspaceId: theirs.web, role: 'member' as const }]
    const own = valueOf(
      await ours.owner.send('invitation.create', { ...asMember, email: newAddress() }),
    )
    const answers = [
      await ours.owner.send('invitation.cancel', { invitationId: invitation.id }),
      await ours.owner.send('invitation.resend', { invitationId: invitation.id, locale: 'en' }),
      await ours.owner.send('invitation.approve', { invitationId: invitation.id }),
      await ours.owner.send('invitation.changeGrants', { invitationId: invitation.id, grants: [] }),
      await ours.owner.send('invitation.changeGrants', { invitationId: own.id, grants }),
      await ours.owner.send('invitation.create', { ...asMember, email: newAddress(), grants }),
      await ours.owner.send('workspace.delete', { workspaceId: theirs.web }),
      await ours.owner.send('member.remove', { userId: theirs.member.id }),
      await ours.owner.send('member.changeGrants', { userId: ours.member.id, grants }),
    ]
    expect(answers.map(reasonOf)).toEqual(answers.map(() => 'not_found'))
  })
})
