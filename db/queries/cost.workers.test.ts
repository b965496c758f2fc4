import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import type { StoredStatus } from '../../worker/domain/invitation/status.ts'
import { askingOf } from '../../worker/testing/asking.ts'
import { crowdMember, insertInvitations, insertMembers } from '../../worker/testing/crowd.ts'
import { interceptBatches } from '../../worker/testing/d1.ts'
import { newOrganization, type TestOrganization } from '../../worker/testing/organization.ts'
import { listInvitations, type InvitationFilter } from './list-invitations.ts'
import { listMembers, type MemberFilter } from './list-members.ts'
import { organizationStats } from './organization-stats.ts'

type Size = { members: number; pending: number; closed: number }
type Crowd = TestOrganization & { workspaces: string[] }

const workspacesOf = { small: 4, large: 40 }
const day = 24 * 3_600_000

async function crowd({ members, pending, closed }: Size, workspaceCount: number): Promise<Crowd> {
  const organization = await newOrganization()
  const { id, owner, admin } = organization
  const workspaces = Array.from({ length: workspaceCount }, () => crypto.randomUUID())
  await env.DB.prepare(
    `INSERT INTO workspace (id, organization_id, name, created_at) SELECT value, ?2, 'W', 1 FROM json_each(?1)`,
  )
    .bind(JSON.stringify(workspaces), id)
    .run()
  // Every other one is in `web` too, which is more than are picked one by one.
  const someOf = (n: number) => [
    workspaces[n % workspaceCount] ?? '',
    ...(n % 2 ? [organization.web] : []),
  ]
  await insertMembers(
    id,
    Array.from({ length: members }, (_, n) => crowdMember(id, n, someOf(n))),
  )
  const history: StoredStatus[] = ['accepted', 'accepted', 'declined', 'canceled', 'superseded']
  await insertInvitations(
    id,
    Array.from({ length: pending + closed }, (_, n) => ({
      id: crypto.randomUUID(),
      email: `guest.${n}@${id.slice(0, 8)}.example`,
      status: n < pending ? (n % 10 === 9 ? 'expired' : 'pending') : (history[n % 5] ?? 'accepted'),
      createdAt: Date.now() - n * 60_000,
      expiresAt: Date.now() + 3 * day,
      createdBy: admin.id,
      sponsorId: n < 3 ? organization.member.id : owner.id,
      workspaces: someOf(n),
      isDelivered: n % 100 !== 7 || n > 500,
    })),
  )
  return { ...organization, workspaces }
}

/** How many rows D1 reads for a page. */
async function rowsRead(ask: (d1: D1Database) => Promise<unknown>) {
  let rows = 0
  const counted = interceptBatches(env.DB, async (go) => {
    const results = await go()
    rows += results.reduce((sum, { meta }) => sum + meta.rows_read, 0)
    return results
  })
  await ask(counted)
  expect(rows).toBeGreaterThan(0)
  return rows
}

const byJoining: MemberFilter = { sort: 'joined', limit: 25 }

async function membersPage(of: Crowd, filter: Partial<MemberFilter> = {}, deep = 0) {
  const ask = (cursor: string | null) => async (d1: D1Database) =>
    listMembers(d1, await askingOf(of, of.owner), { ...byJoining, ...filter, cursor })
  let cursor: string | null = null
  for (let page = 0; page < deep; page += 1)
    cursor = (await ask(cursor)(env.DB))?.nextCursor ?? null
  return rowsRead(ask(cursor))
}

async function invitationsPage(
  of: Crowd,
  filter: Partial<InvitationFilter> = {},
  { viewer = of.owner, deep = 0 } = {},
) {
  const ask = (cursor: string | null) => async (d1: D1Database) =>
    listInvitations(d1, await askingOf(of, viewer), { limit: 25, ...filter, cursor })
  let cursor: string | null = null
  for (let page = 0; page < deep; page += 1)
    cursor = (await ask(cursor)(env.DB))?.nextCursor ?? null
  return rowsRead(ask(cursor))
}

type Kind = [title: string, most: number, cost: (of: Crowd) => Promise<number>]

/** The same in a large organization as in a small one. */
const level: Kind[] = [
  ['members, as they joined', 500, (of) => membersPage(of)],
  ['members, the third page', 500, (of) => membersPage(of, {}, 2)],
  ['members by name', 500, (of) => membersPage(of, { sort: 'name' })],
  ['members by name, the third page', 500, (of) => membersPage(of, { sort: 'name' }, 2)],
  ['members by role', 500, (of) => membersPage(of, { sort: 'role' })],
  ['members by when they were last active', 500, (of) => membersPage(of, { sort: 'lastActive' })],
  ['members of a role', 500, (of) => membersPage(of, { role: 'member', sort: 'lastActive' })],
  ['members, a search for one', 200, (of) => membersPage(of, { search: `7@${of.id.slice(0, 8)}` })],
  ['invitations', 700, (of) => invitationsPage(of)],
  ['invitations, the third page', 700, (of) => invitationsPage(of, {}, { deep: 2 })],
  ['invitations that are pending', 900, (of) => invitationsPage(of, { status: 'pending' })],
  [
    'invitations that are expired',
    700,
    (of) => invitationsPage(of, { status: 'expired', limit: 5 }),
  ],
  ['invitations that are on hold', 300, (of) => invitationsPage(of, { status: 'on_hold' })],
  ['history', 700, (of) => invitationsPage(of, { status: 'closed' })],
  ['history of one kind', 700, (of) => invitationsPage(of, { status: 'declined', limit: 5 })],
  ['invitations, a search for one', 200, (of) => invitationsPage(of, { search: `guest.42@` })],
  ['invitations, for who made them', 700, (of) => invitationsPage(of, {}, { viewer: of.admin })],
  ['invitations of who sees none', 100, (of) => invitationsPage(of, {}, { viewer: of.member })],
  [
    'invitations, a search for all by who sees none',
    100,
    (of) => invitationsPage(of, { search: 'guest' }, { viewer: of.member }),
  ],
  [
    'invitations in a large workspace, for who sees none',
    100,
    (of) => invitationsPage(of, { workspaceId: of.web }, { viewer: of.member }),
  ],
  [
    'the figures',
    100,
    (of) => rowsRead(async (d1) => organizationStats(d1, await askingOf(of, of.owner))),
  ],
]

/** These read what they pick, up to a bound. */
const bounded: Kind[] = [
  ['members, a search for a letter', 9_000, (of) => membersPage(of, { search: 'a' })],
  ['members, a search for a name', 6_000, (of) => membersPage(of, { search: 'ada abel' })],
  ['members of a workspace', 2_000, (of) => membersPage(of, { workspaceId: of.workspaces[1] })],
  ['members of a large workspace', 6_000, (of) => membersPage(of, { workspaceId: of.web })],
  ['invitations, a search for all', 9_000, (of) => invitationsPage(of, { search: 'guest' })],
  ['invitations not delivered', 1_000, (of) => invitationsPage(of, { status: 'not_delivered' })],
  [
    'invitations in a workspace',
    3_000,
    (of) => invitationsPage(of, { workspaceId: of.workspaces[1] }),
  ],
]

describe('what a page costs does not grow with the organization', () => {
  let small: Crowd
  let large: Crowd
  beforeAll(async () => {
    small = await crowd({ members: 100, pending: 100, closed: 100 }, workspacesOf.small)
    large = await crowd({ members: 5_000, pending: 2_000, closed: 5_000 }, workspacesOf.large)
  })

  test.each(level)('%s', async (_title, most, cost) => {
    const [ofSmall, ofLarge] = [await cost(small), await cost(large)]
    expect(ofLarge).toBeLessThanOrEqual(most)
    expect(ofLarge).toBeLessThanOrEqual(Math.ceil(ofSmall * 1.2))
  })

  test.each(bounded)('%s', async (_title, most, cost) => {
    expect(await cost(large)).toBeLessThanOrEqual(most)
  })

  test('what somebody may not see is not counted for them either (R12, R13)', async () => {
    const stranger = await newOrganization()
    const counted = async (of: TestOrganization, viewer: { id: string }, filter: object) => {
      const asked = await askingOf(of, viewer)
      return listInvitations(env.DB, asked, { limit: 5, ...filter })
    }
    const nothing = { items: [], total: 0, isTotalCapped: false }
    expect(await counted(large, large.member, { search: 'guest' })).toMatchObject(nothing)
    expect(await counted(large, large.member, { workspaceId: large.web })).toMatchObject(nothing)
    expect(await counted(stranger, stranger.owner, { workspaceId: large.web })).toMatchObject(
      nothing,
    )
  })

  test('what fits more than a thousand is walked in the same order, page after page', async () => {
    const found = async (filter: Partial<MemberFilter>, ofWorkspace: string | null) => {
      const ids: string[] = []
      let cursor: string | null = null
      for (let page = 0; page < 3; page += 1) {
        const answer = await listMembers(env.DB, await askingOf(large, large.owner), {
          ...byJoining,
          ...filter,
          cursor,
        })
        ids.push(...(answer?.items.map(({ id }) => id) ?? []))
        cursor = answer?.nextCursor ?? null
        expect(answer).toMatchObject({ total: 1_000, isTotalCapped: true })
      }
      const { results } = await env.DB.prepare(
        `SELECT m.user_id AS id FROM membership m JOIN user ON user.id = m.user_id WHERE organization_id = ?1
          AND (?2 IS NULL OR EXISTS (SELECT 1 FROM membership_grant g WHERE g.user_id = m.user_id AND g.workspace_id = ?2))
          AND (?2 IS NOT NULL OR user.email LIKE '%@' || substr(?1, 1, 8) || '.test') ORDER BY joined_at DESC, user_id DESC LIMIT 75`,
      )
        .bind(large.id, ofWorkspace)
        .all<{ id: string }>()
      expect(ids).toEqual(results.map(({ id }) => id))
    }
    await found({ search: large.id.slice(0, 8) }, null)
    await found({ workspaceId: large.web }, large.web)
  })
})
