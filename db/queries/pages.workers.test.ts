import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import type { StoredStatus } from '../../worker/domain/invitation/status.ts'
import type { OrganizationRole } from '../../worker/domain/roles.ts'
import {
  insertInvitations,
  insertMembers,
  nameOf,
  type CrowdInvitation,
  type CrowdMember,
} from '../../worker/testing/crowd.ts'
import { askingOf } from '../../worker/testing/asking.ts'
import { newOrganization, type TestOrganization } from '../../worker/testing/organization.ts'
import type { PageOf } from './asking.ts'
import { listInvitations, type InvitationFilter } from './list-invitations.ts'
import { listMembers, type MemberFilter } from './list-members.ts'

const chance = (() => {
  let seed = 42
  return (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((seed / 2_147_483_648) * below)
  }
})()
const oneOf = <T>(list: readonly T[]): T => list[chance(list.length)] as T

/** By the bytes of UTF-8, as SQLite compares. */
function compare(one: string | number, other: string | number): number {
  if (typeof one === 'number' || typeof other === 'number') return Number(one) - Number(other)
  const [a, b] = [new TextEncoder().encode(one), new TextEncoder().encode(other)]
  const at = a.findIndex((byte, index) => byte !== b[index])
  return at < 0 ? a.length - b.length : (a[at] ?? 0) - (b[at] ?? -1)
}

function sorted<T>(rows: readonly T[], keysOf: (row: T) => (string | number)[], isUp: boolean) {
  const inOrder = rows.toSorted((one, other) => {
    const others = keysOf(other)
    const differing = keysOf(one).map((key, at) => compare(key, others[at] ?? ''))
    return differing.find((difference) => difference !== 0) ?? 0
  })
  return isUp ? inOrder : inOrder.toReversed()
}

type Ask<T> = (cursor: string | null) => Promise<PageOf<T> | null>

/** The ids of every page on the way to the end, and of every page on the way back. */
async function bothWays<T extends { id: string }>(ask: Ask<T>) {
  const there: string[][] = []
  const back: string[][] = []
  let page = await ask(null)
  expect(page?.previousCursor).toBeNull()
  for (;;) {
    there.push((page?.items ?? []).map(({ id }) => id))
    if (!page?.nextCursor) break
    page = await ask(page.nextCursor)
  }
  while (page?.previousCursor) {
    page = await ask(page.previousCursor)
    back.unshift((page?.items ?? []).map(({ id }) => id))
  }
  expect(page?.previousCursor).toBeNull()
  return { there, back }
}

/** Of full pages, what the way there showed but the last is what the way back shows. */
async function expectPages<T extends { id: string }>(ask: Ask<T>, ids: string[]) {
  const { there, back } = await bothWays(ask)
  expect(there.flat()).toEqual(ids)
  expect(back).toEqual(there.slice(0, -1))
}

describe('pages of members, there and back, are a plain sort of all of them', () => {
  let organization: TestOrganization
  let everybody: CrowdMember[]

  beforeAll(async () => {
    organization = await newOrganization()
    const { id, web, api } = organization
    const members = Array.from({ length: 60 }, (_, n): CrowdMember => {
      // A shared beginning longer than a cursor keeps, capitals, and letters of several bytes.
      const name = oneOf([
        nameOf(chance(256)),
        'Alexandra Alexandrova',
        '山田 太郎',
        'Émile',
        'zoe',
      ])
      return {
        id: crypto.randomUUID(),
        name,
        email: `${n}@${id.slice(0, 8)}.test`,
        role: oneOf<OrganizationRole>(['owner', 'admin', 'member', 'member', 'member']),
        joinedAt: 1_000 + chance(8),
        lastActiveAt: oneOf([0, 0, 5_000, 6_000, Date.now()]),
        workspaces: oneOf([[], [web], [api], [web, api]]),
      }
    })
    await insertMembers(id, members)
    await env.DB.prepare(
      `DELETE FROM membership WHERE organization_id = ?1 AND user_id NOT IN (SELECT value ->> 'id' FROM json_each(?2))`,
    )
      .bind(id, JSON.stringify(members))
      .run()
    everybody = members
  })

  const asciiSmall = (text: string) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
  const rank = { owner: 0, admin: 1, member: 2 }
  const keys: Record<MemberFilter['sort'], (member: CrowdMember) => (string | number)[]> = {
    joined: ({ joinedAt, id }) => [joinedAt, id],
    lastActive: ({ lastActiveAt, id }) => [lastActiveAt, id],
    name: ({ name, email, id }) => [asciiSmall(`${name}\n${email}`), id],
    role: ({ role, name, email, id }) => [rank[role], asciiSmall(`${name}\n${email}`), id],
  }
  const askFor =
    (filter: Omit<MemberFilter, 'limit'>): Ask<{ id: string }> =>
    async (cursor) =>
      listMembers(env.DB, await askingOf(organization, { id: everybody[0]?.id ?? '' }), {
        ...filter,
        limit: 7,
        cursor,
      })

  const sorts = ['joined', 'name', 'role', 'lastActive'] as const
  const orders = sorts.flatMap((sort) =>
    (['asc', 'desc'] as const).map((direction) => ({ sort, direction })),
  )

  test.each(orders)('by $sort, $direction', async ({ sort, direction }) => {
    const inOrder = (wanted: (member: CrowdMember) => boolean) =>
      sorted(everybody.filter(wanted), keys[sort], direction === 'asc').map(({ id }) => id)
    await expectPages(
      askFor({ sort, direction }),
      inOrder(() => true),
    )
    await expectPages(
      askFor({ sort, direction, role: 'member' }),
      inOrder(({ role }) => role === 'member'),
    )
    const { web } = organization
    await expectPages(
      askFor({ sort, direction, workspaceId: web }),
      inOrder(({ workspaces }) => workspaces.includes(web)),
    )
    await expectPages(
      askFor({ sort, direction, search: 'alex alexandrova', role: 'member', workspaceId: web }),
      inOrder(
        ({ name, role, workspaces }) =>
          name.startsWith('Alex') && role === 'member' && workspaces.includes(web),
      ),
    )
  })

  test('a broken cursor, and one of another order, begin at the first page', async () => {
    const first = await askFor({ sort: 'joined' })(null)
    const byName = await askFor({ sort: 'name' })(null)
    for (const cursor of ['no cursor', 'WzFd', '%', byName?.nextCursor ?? '']) {
      const page = await askFor({ sort: 'joined' })(cursor)
      expect(page?.items.map(({ id }) => id)).toEqual(first?.items.map(({ id }) => id))
    }
    expect((byName?.nextCursor ?? '').length).toBeLessThanOrEqual(200)
  })

  test.each(['1e999', '-1e999'])(
    'a forged cursor of the group %s is a broken one',
    async (group) => {
      const ask = askFor({ sort: 'joined', workspaceId: organization.web })
      const forged = btoa(`["joined.desc",false,${group},1,"x"]`).replaceAll('=', '')
      expect(await ask(forged)).toEqual(await ask(null))
    },
  )

  test('a cursor stays good when the row that it names was renamed: it skips nobody', async () => {
    const ask = askFor({ sort: 'name' })
    const first = await ask(null)
    const [last, next] = [first?.items.at(-1), (await ask(first?.nextCursor ?? null))?.items[0]]
    await env.DB.prepare('UPDATE user SET name = ? WHERE id = ?').bind('~', last?.id).run()
    const again = await ask(first?.nextCursor ?? null)
    expect(again?.items.map(({ id }) => id)).toContain(next?.id)
    await env.DB.prepare('UPDATE user SET name = ? WHERE id = ?')
      .bind(everybody.find(({ id }) => id === last?.id)?.name, last?.id)
      .run()
  })
})

describe('pages of invitations, there and back, are a plain sort of what the viewer may see (R12)', () => {
  const now = Date.now()
  const statuses: StoredStatus[] = [
    'pending',
    'expired',
    'accepted',
    'declined',
    'canceled',
    'superseded',
  ]
  let organization: TestOrganization
  let all: CrowdInvitation[]

  beforeAll(async () => {
    organization = await newOrganization()
    const { id, owner, admin, member, web, api } = organization
    all = Array.from({ length: 90 }, (_, n): CrowdInvitation => {
      const status = oneOf(['pending', 'pending', ...statuses] as const)
      return {
        id: crypto.randomUUID(),
        email: `${oneOf(['nadia', 'omar', 'Nadia.K'])}.${n}@northwind.test`,
        status,
        createdAt: 1_000 + chance(10),
        expiresAt: status === 'pending' && chance(5) > 0 ? now + 1_000 : now,
        createdBy: oneOf([owner.id, admin.id, member.id]),
        sponsorId: oneOf([owner.id, admin.id, member.id]),
        workspaces: oneOf([[], [web], [api], [web, api]]),
        isDelivered: chance(4) > 0,
      }
    })
    await insertInvitations(id, all)
  })

  const isRunning = ({ status, expiresAt }: CrowdInvitation) =>
    status === 'pending' && expiresAt > now
  const fits: Record<string, (invitation: CrowdInvitation) => boolean> = {
    listed: ({ status }) => status === 'pending' || status === 'expired',
    pending: (one) => isRunning(one) && one.sponsorId !== organization.member.id,
    on_hold: (one) => isRunning(one) && one.sponsorId === organization.member.id,
    not_delivered: (one) => isRunning(one) && !one.isDelivered,
    expired: (one) => fits.listed?.(one) === true && !isRunning(one),
    closed: ({ status }) => status !== 'pending' && status !== 'expired',
    accepted: ({ status }) => status === 'accepted',
    superseded: ({ status }) => status === 'superseded',
  }

  test.each(Object.keys(fits))('%s', async (name) => {
    const status = name === 'listed' ? undefined : (name as InvitationFilter['status'])
    const { id, owner, admin, manager, member, web, api } = organization
    const sees = ({ createdBy, workspaces }: CrowdInvitation, viewer: { id: string }) =>
      viewer === owner ||
      viewer === admin ||
      createdBy === viewer.id ||
      (viewer === manager && workspaces.includes(web))
    for (const viewer of [owner, admin, manager, member]) {
      const check = async (
        filter: Partial<InvitationFilter>,
        wanted: (one: CrowdInvitation) => boolean,
      ) => {
        const ids = sorted(
          all.filter((one) => fits[name]?.(one) && sees(one, viewer) && wanted(one)),
          (one) => [one.createdAt, one.id],
          false,
        ).map((one) => one.id)
        const ask: Ask<{ id: string }> = async (cursor) =>
          listInvitations(env.DB, await askingOf({ id }, viewer, now), {
            ...filter,
            status,
            limit: 8,
            cursor,
          })
        await expectPages(ask, ids)
        expect(await ask(null)).toMatchObject({ total: ids.length, isTotalCapped: false })
      }
      await check({}, () => true)
      // R13: a manager asks for a workspace elsewhere, and is told only of what they created.
      const isTold = (one: CrowdInvitation, of: string) =>
        one.workspaces.includes(of) && (viewer !== manager || of === web)
      await check({ workspaceId: web }, (one) => isTold(one, web))
      await check(
        { workspaceId: api, search: 'nadia' },
        (one) => isTold(one, api) && /nadia/i.test(one.email),
      )
      await check({ search: 'K NADIA' }, ({ email }) => email.startsWith('Nadia.K'))
    }
  })
})
