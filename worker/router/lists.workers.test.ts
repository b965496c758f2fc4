import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { listInvitations } from '../../db/queries/list-invitations.ts'
import { askingOf } from '../testing/asking.ts'
import { interceptBatches } from '../testing/d1.ts'
import { maySee } from '../domain/invitation/permissions.ts'
import { statusAt } from '../domain/invitation/status.ts'
import type { InvitationView, MemberView, Page } from '../domain/views.ts'
import { apiOf } from '../testing/api.ts'
import { newAccount, newBrowser } from '../testing/browser.ts'
import { valueOf } from '../testing/builders.ts'
import { asMember, newAddress, newOrganization, type TestPerson } from '../testing/organization.ts'

type Invitations = Page<InvitationView>
type Members = Page<MemberView>
const invitationsOf = async (person: TestPerson, organizationId: string, filter: object = {}) =>
  (await (await apiOf(person)).call('invitation.list', { organizationId, ...filter }))
    .data as Invitations
const emails = ({ items }: Invitations) => items.map(({ email }) => email)

async function someInvitations() {
  const organization = await newOrganization()
  const { owner, admin, web, api } = organization
  const invite = async (
    by: TestPerson,
    role: 'owner' | 'admin' | 'member',
    workspaces: string[] = [],
  ) => {
    const email = newAddress()
    const grants = workspaces.map((workspaceId) => ({ workspaceId, role: 'member' as const }))
    const { id } = valueOf(await by.send('invitation.create', { ...asMember, role, email, grants }))
    return { id, email }
  }
  const demoted = await organization.join('admin')
  const invitations = {
    forOwner: await invite(owner, 'owner'),
    forWeb: await invite(admin, 'member', [web]),
    forBoth: await invite(owner, 'member', [web, api]),
    forApi: await invite(owner, 'member', [api]),
    bare: await invite(owner, 'member'),
    held: await invite(demoted, 'member', [web]),
    expired: await invite(owner, 'member'),
    canceled: await invite(owner, 'member', [web]),
  }
  valueOf(await owner.send('member.changeRole', { userId: demoted.id, role: 'member' }))
  await env.DB.prepare('UPDATE invitation SET expires_at = 1 WHERE id = ?')
    .bind(invitations.expired.id)
    .run()
  valueOf(await owner.send('invitation.cancel', { invitationId: invitations.canceled.id }))
  return { ...organization, ...invitations, demoted }
}

describe('"Pending invites"', () => {
  test('lists what is pending, on hold or expired; the rest is history behind a filter (R11)', async () => {
    const { id, admin, forOwner, forWeb, forBoth, forApi, bare, held, expired, canceled } =
      await someInvitations()
    const listed = await invitationsOf(admin, id)
    expect(emails(listed).toSorted()).toEqual(
      [forOwner, forWeb, forBoth, forApi, bare, held, expired].map(({ email }) => email).toSorted(),
    )
    expect(listed.total).toBe(7)
    expect(emails(await invitationsOf(admin, id, { status: 'canceled' }))).toEqual([canceled.email])
    expect(emails(await invitationsOf(admin, id, { status: 'on_hold' }))).toEqual([held.email])
    expect(emails(await invitationsOf(admin, id, { status: 'expired' }))).toEqual([expired.email])
    expect((await invitationsOf(admin, id, { status: 'pending' })).total).toBe(5)
  })

  test('shows each viewer what they may see, by their role of now (R12)', async () => {
    const { id, owner, manager, member, demoted, forWeb, forBoth, held } = await someInvitations()
    expect((await invitationsOf(owner, id)).total).toBe(7)
    expect(emails(await invitationsOf(manager, id)).toSorted()).toEqual(
      [forWeb.email, forBoth.email, held.email].toSorted(),
    )
    expect(emails(await invitationsOf(member, id))).toEqual([])
    expect(emails(await invitationsOf(demoted, id))).toEqual([held.email])
  })

  test('shows whoever saw all what they still may, with the first page after that changed (R12)', async () => {
    const { id, owner, admin, forWeb } = await someInvitations()
    const changeRole = async (role: 'admin' | 'member') =>
      valueOf(await owner.send('member.changeRole', { userId: admin.id, role }))
    for (const filter of [{}, {}, { search: forWeb.email }, { status: 'canceled' }])
      expect((await invitationsOf(admin, id, filter)).total).toBeGreaterThan(0)
    await changeRole('member')
    expect(emails(await invitationsOf(admin, id))).toEqual([forWeb.email])
    expect((await invitationsOf(admin, id, { status: 'canceled' })).total).toBe(0)
    await changeRole('admin')
    expect((await invitationsOf(admin, id)).total).toBe(7)
  })

  test('hides from a manager the grants elsewhere, also from a filter by workspace (R13)', async () => {
    const { id, manager, forBoth, web, api } = await someInvitations()
    const seen = (await invitationsOf(manager, id)).items.find(
      ({ email }) => email === forBoth.email,
    )
    expect(seen?.grants).toEqual([{ workspaceId: web, role: 'member' }])
    expect(seen?.hiddenGrants).toBe(1)
    expect((await invitationsOf(manager, id, { workspaceId: api })).total).toBe(0)
    expect((await invitationsOf(manager, id, { workspaceId: web })).total).toBe(3)
  })

  test('a Workspace manager changes the row that they manage, and the others stay (R16)', async () => {
    const { id, owner, manager, forBoth, web, api } = await someInvitations()
    const { call } = await apiOf(manager)
    const change = (workspaceId: string, role: string | null) =>
      call('invitation.changeGrants', {
        organizationId: id,
        invitationId: forBoth.id,
        grants: [{ workspaceId, role }],
      })
    expect((await change(api, null)).reason).toBe('not_permitted')
    expect((await change(web, null)).status).toBe(200)
    const seen = (await invitationsOf(owner, id)).items.find(({ email }) => email === forBoth.email)
    expect(seen?.grants).toEqual([{ workspaceId: api, role: 'member' }])
  })

  test('is searched by address, and pages newest first without losing a row', async () => {
    const { id, admin, forWeb } = await someInvitations()
    expect(emails(await invitationsOf(admin, id, { search: forWeb.email.toUpperCase() }))).toEqual([
      forWeb.email,
    ])
    expect((await invitationsOf(admin, id, { search: '%' })).total).toBe(0)
    // D1 takes no pattern of LIKE over 50 bytes.
    expect((await invitationsOf(admin, id, { search: '探す'.repeat(60) })).total).toBe(0)
    const all: string[] = []
    let cursor: string | null = null
    do {
      const page: Invitations = await invitationsOf(admin, id, { limit: 2, cursor })
      all.push(...emails(page))
      cursor = page.nextCursor
    } while (cursor)
    expect(all).toEqual(emails(await invitationsOf(admin, id)))
    const sentAt = (await invitationsOf(admin, id)).items.map(({ createdAt }) => createdAt)
    expect(sentAt).toEqual(sentAt.toSorted().toReversed())
  })
})

test('the database and the domain read status and visibility alike (R10, R12, R26)', async () => {
  const { id, owner, admin, manager, member, demoted } = await someInvitations()
  const now = Date.now()
  const asking = await askingOf({ id }, owner, now)
  const filters = [
    'pending',
    'on_hold',
    'expired',
    'canceled',
    'accepted',
    'declined',
    'superseded',
  ] as const
  const all = await Promise.all(
    filters.map((status) => listInvitations(env.DB, asking, { status, limit: 100 })),
  )
  const records = all.flatMap((page) => page?.items ?? [])
  expect(records).toHaveLength(8)
  all.forEach((page, at) => {
    for (const record of page?.items ?? []) expect(statusAt(record, now)).toBe(filters[at])
  })
  for (const person of [owner, admin, manager, member, demoted]) {
    const ofPerson = await askingOf({ id }, person, now)
    const seen = await Promise.all(
      filters.map((status) => listInvitations(env.DB, ofPerson, { status, limit: 100 })),
    )
    const ids = new Set(seen.flatMap((page) => page?.items.map((record) => record.id) ?? []))
    const viewer = seen[0]?.viewer
    expect(viewer).toBeDefined()
    for (const record of records)
      expect(ids.has(record.id)).toBe(viewer !== undefined && maySee(viewer, record))
  }
})

describe('members', () => {
  test('are listed to every member, searched by name or address, and filtered by role (R32, R33)', async () => {
    const { id, member, admin } = await newOrganization()
    const { call } = await apiOf(member)
    const list = async (filter: object = {}) =>
      (await call('member.list', { organizationId: id, ...filter })).data as Members
    expect((await list()).total).toBe(4)
    expect((await list({ role: 'admin' })).items.map(({ userId }) => userId)).toEqual([admin.id])
    expect(
      (await list({ search: admin.email.slice(0, -5) })).items.map(({ userId }) => userId),
    ).toContain(admin.id)
    const { name } = (await list()).items[0] ?? { name: '' }
    expect((await list({ search: name.toUpperCase() })).items.map((row) => row.name)).toContain(
      name,
    )
    const { items } = await list({ limit: 1 })
    expect(items[0]?.abilities.changeRole.admin).toEqual({
      allowed: false,
      reason: 'not_permitted',
    })
  })

  test('are counted with who was active in the last 30 days, what is pending, and who leads (R33)', async () => {
    const { id, owner, member, manager } = await newOrganization()
    valueOf(await owner.send('invitation.create', { ...asMember, email: newAddress() }))
    const stats = async (person: TestPerson) =>
      (await (await apiOf(person)).call('organization.stats', { organizationId: id })).data
    await stats(owner)
    const seen = (person: TestPerson, daysAgo: number) =>
      env.DB.prepare(
        'UPDATE membership SET last_active_at = ? WHERE organization_id = ? AND user_id = ?',
      )
        .bind(Date.now() - daysAgo * 24 * 3_600_000, id, person.id)
        .run()
    await seen(member, 31)
    await seen(manager, 29)
    expect(await stats(owner)).toEqual({
      totalUsers: 4,
      activeUsers: 2,
      pendingInvitations: 1,
      adminsAndOwners: 2,
    })
    expect(await stats(member)).toMatchObject({ pendingInvitations: 0 })
  })
})

test('a page answers what it is of, and nothing of what it was made from (R12, R13)', async () => {
  const { id, owner } = await someInvitations()
  const { call } = await apiOf(owner)
  const namesIn = async (procedure: string) =>
    Object.keys((await call(procedure, { organizationId: id })).data as object).toSorted()
  const ofList = ['isTotalCapped', 'items', 'nextCursor', 'previousCursor', 'total']
  expect(await namesIn('invitation.list')).toEqual(ofList)
  expect(await namesIn('member.list')).toEqual(ofList)
  expect(await namesIn('workspace.list')).toEqual(['items'])
  expect(await namesIn('organization.stats')).toEqual(
    ['activeUsers', 'adminsAndOwners', 'pendingInvitations', 'totalUsers'].toSorted(),
  )
  expect(await namesIn('viewer.get')).toEqual(['memberships', 'user'])
})

test('a page is one round trip to D1, whatever its size', async () => {
  const { id, owner } = await someInvitations()
  let trips = 0
  const counted = interceptBatches(env.DB, (go, at) => {
    trips = at
    return go()
  })
  const asking = await askingOf({ id }, owner)
  await listInvitations(counted, asking, { limit: 100 })
  expect(trips).toBe(1)
})

describe('organizations (R30)', () => {
  test('are created by whoever has an account, who is then their Owner', async () => {
    const { id, member } = await newOrganization()
    const { call } = await apiOf(member)
    const created = (await call('organization.create', { name: 'Side project' })).data as {
      id: string
      name: string
    }
    expect(created.name).toBe('Side project')
    const { memberships } = (await call('viewer.get')).data as {
      memberships: { organization: { id: string }; role: string }[]
    }
    expect(memberships.map(({ organization, role }) => [organization.id, role]).toSorted()).toEqual(
      [
        [created.id, 'owner'],
        [id, 'member'],
      ].toSorted(),
    )
  })

  test('tell their members by a version whether anything has changed', async () => {
    const { id, owner, member } = await newOrganization()
    const { call } = await apiOf(member)
    const version = async () => {
      const { memberships } = (await call('viewer.get')).data as {
        memberships: { organization: { id: string }; version: number }[]
      }
      return memberships.find(({ organization }) => organization.id === id)?.version
    }
    const before = await version()
    expect(before).toEqual(expect.any(Number))
    const shop = { name: 'Shop', description: '' }
    await member.send('workspace.create', shop)
    expect(await version()).toBe(before)
    await owner.send('workspace.create', shop)
    expect(await version()).toBeGreaterThan(Number(before))
  })

  test('are not created where the deployment turned that off', async () => {
    const { email } = await newAccount()
    const browser = newBrowser({ ORGANIZATION_CREATION: 'off' })
    expect((await browser.signIn(email)).status).toBe(200)
    const answer = await browser.post('/api/trpc/organization.create', { name: 'Side project' })
    expect(answer.status).toBe(403)
    expect(await answer.text()).toContain('"reason":"not_permitted"')
  })
})
