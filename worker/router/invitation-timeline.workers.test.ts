import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { invitationLog } from '../../db/queries/invitation-timeline.ts'
import type { TimelineEntry } from '../domain/views.ts'
import { invitationToken } from '../links/token.ts'
import { askingOf } from '../testing/asking.ts'
import { apiOf } from '../testing/api.ts'
import { valueOf } from '../testing/builders.ts'
import { interceptBatches } from '../testing/d1.ts'
import {
  asMember,
  newAddress,
  newOrganization,
  newPerson,
  type TestOrganization,
  type TestPerson,
} from '../testing/organization.ts'

const timelineOf = async (person: TestPerson, organizationId: string, invitationId: string) =>
  (await apiOf(person)).call('invitation.timeline', { organizationId, invitationId })

const itemsOf = async (...of: Parameters<typeof timelineOf>) =>
  ((await timelineOf(...of)).data as { items: TimelineEntry[] }).items

async function invited({ owner, web, api }: TestOrganization, email = newAddress()) {
  const grants = [web, api].map((workspaceId) => ({ workspaceId, role: 'member' as const }))
  return valueOf(await owner.send('invitation.create', { ...asMember, email, grants }))
}

describe('the timeline of an invitation', () => {
  test('has its whole life: created, mailed, changed, resent, opened, accepted', async () => {
    const organization = await newOrganization()
    const { id, owner, admin, web } = organization
    const email = newAddress()
    const { id: invitationId } = await invited(organization, email)
    const grants = [{ workspaceId: web, role: 'manager' as const }]
    valueOf(await admin.send('invitation.changeGrants', { invitationId, grants }))
    valueOf(await admin.send('invitation.resend', { invitationId, locale: 'en' }))
    await env.DB.prepare(
      "UPDATE outbox_mail SET status = CASE generation WHEN 1 THEN 'failed' ELSE 'sent' END, failure = CASE generation WHEN 1 THEN 'address_refused' END, sent_at = CASE generation WHEN 2 THEN created_at END WHERE invitation_id = ?",
    )
      .bind(invitationId)
      .run()
    const link = { invitationId, generation: 2 }
    const token = await invitationToken(env.INVITATION_SECRET, { ...link, organizationId: id })
    await (await apiOf(null)).call('invitation.open', { token })
    const invitee = await newPerson(id, email)
    const accepting = { ...link, contentVersion: 2 }
    valueOf(await invitee.send('invitation.accept', accepting))

    const items = await itemsOf(owner, id, invitationId)
    const byKind = Object.fromEntries(items.map((item) => [item.kind, item]))
    expect(items[0]?.kind).toBe('created')
    expect(items.at(-1)?.kind).toBe('accepted')
    expect(items.map(({ kind }) => kind).toSorted()).toEqual(
      [
        'created',
        'mail_failed',
        'access_changed',
        'resent',
        'mail_sent',
        'opened',
        'accepted',
      ].toSorted(),
    )
    expect(byKind).toMatchObject({
      created: { by: { id: owner.id, email: owner.email } },
      mail_failed: { by: null, failure: 'address_refused' },
      access_changed: { by: { id: admin.id }, grants, hiddenGrants: 0 },
      resent: { by: { id: admin.id } },
      opened: { by: null },
      accepted: { by: { id: invitee.id } },
    })
  })

  test('calls people as the organization does (R36)', async () => {
    const organization = await newOrganization()
    const { id, owner, admin } = organization
    const { id: invitationId } = await invited(organization)
    valueOf(await admin.send('invitation.cancel', { invitationId }))
    valueOf(await owner.send('member.rename', { userId: admin.id, name: 'Adam (Support)' }))
    expect((await itemsOf(owner, id, invitationId)).at(-1)).toMatchObject({
      kind: 'canceled',
      by: { id: admin.id, name: 'Adam (Support)' },
    })
    valueOf(await owner.send('member.remove', { userId: admin.id }))
    expect((await itemsOf(owner, id, invitationId)).at(-1)?.by?.id).toBe(admin.id)
  })

  test('names who took its place, and who joined by another way (R17, R31)', async () => {
    const organization = await newOrganization()
    const { id, admin, owner } = organization
    const email = newAddress()
    const first = await invited(organization, email)
    await env.DB.prepare('UPDATE invitation SET expires_at = ?1 WHERE id = ?2')
      .bind(Date.now() - 1, first.id)
      .run()
    const second = valueOf(await admin.send('invitation.create', { ...asMember, email }))
    expect((await itemsOf(owner, id, first.id)).slice(-2)).toMatchObject([
      { kind: 'expired', by: null },
      { kind: 'superseded', by: { id: admin.id } },
    ])
    const invitee = await newPerson(id, email)
    await env.DB.prepare(
      "INSERT INTO membership (organization_id, user_id, role, joined_at) VALUES (?, ?, 'member', ?)",
    )
      .bind(id, invitee.id, Date.now())
      .run()
    expect((await itemsOf(owner, id, second.id)).at(-1)).toMatchObject({
      kind: 'accepted',
      by: { id: invitee.id },
    })
  })

  test('is for who may see the invitation, with the grants that they may see (R12, R13)', async () => {
    const organization = await newOrganization()
    const { id, owner, admin, manager, member, web, api } = organization
    const { id: invitationId } = await invited(organization)
    const grants = [
      { workspaceId: web, role: 'manager' as const },
      { workspaceId: api, role: null },
    ]
    valueOf(await admin.send('invitation.changeGrants', { invitationId, grants }))
    const seenByManager = await timelineOf(manager, id, invitationId)
    expect(seenByManager.text).not.toContain(api)
    const changed = (await itemsOf(manager, id, invitationId)).at(-1)
    expect(changed).toMatchObject({ grants: [grants[0]], hiddenGrants: 1 })
    expect((await timelineOf(member, id, invitationId)).reason).toBe('not_permitted')
    const away = [{ workspaceId: web, role: null }]
    valueOf(await owner.send('invitation.changeGrants', { invitationId, grants: away }))
    expect((await timelineOf(manager, id, invitationId)).reason).toBe('not_permitted')
  })

  test('takes one round trip', async () => {
    const organization = await newOrganization()
    const { id: invitationId } = await invited(organization)
    let trips = 0
    const counted = interceptBatches(env.DB, (go, at) => {
      trips = at
      return go()
    })
    const asking = await askingOf(organization, organization.owner)
    await invitationLog(counted, asking, invitationId)
    expect(trips).toBe(1)
  })
})
