import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { closings } from '../domain/live.ts'
import { deliverDueMails } from '../mail/deliver.ts'
import { apiOf } from '../testing/api.ts'
import { valueOf } from '../testing/builders.ts'
import { emptyOutbox } from '../testing/mail.ts'
import {
  asMember,
  newAddress,
  newOrganization,
  newPerson,
  type TestOrganization,
} from '../testing/organization.ts'
import { askToListen, openPage } from '../testing/page.ts'

const objectOf = (id: string) => env.ORGANIZATION.get(env.ORGANIZATION.idFromName(id))

const inWeb = ({ web }: TestOrganization) => ({
  ...asMember,
  grants: [{ workspaceId: web, role: 'member' as const }],
})

/** Something that every member hears of, after which nothing earlier is on its way to anybody. */
const somethingForAll = async ({ owner }: TestOrganization) =>
  valueOf(await owner.send('workspace.create', { name: 'Shop', description: '' }))

async function invite(organization: TestOrganization, input = asMember) {
  const email = newAddress()
  return valueOf(await organization.owner.send('invitation.create', { ...input, email }))
}

/** What a D1 hands on to, and each of its sessions is. */
const prototypeOfD1 = Object.getPrototypeOf(env.DB.withSession()) as D1DatabaseSession

/** Counts the batches of D1 from here on; the `failing`th ones do not take place. */
function watchBatches(...failing: number[]) {
  const real = Reflect.get(prototypeOfD1, 'batch') as (
    this: D1DatabaseSession,
    batch: D1PreparedStatement[],
  ) => Promise<never>
  let count = 0
  const spy = vi.spyOn(prototypeOfD1, 'batch').mockImplementation(function (
    this: D1DatabaseSession,
    batch,
  ) {
    count += 1
    if (failing.includes(count)) return Promise.reject(new Error('D1_ERROR: D1 DB is overloaded.'))
    return Reflect.apply(real, this, [batch])
  })
  return { count: () => count, stop: () => spy.mockRestore() }
}

describe('a connection is refused', () => {
  let organization: TestOrganization
  beforeEach(async () => {
    organization = await newOrganization()
  })

  test('to whoever is signed out', async () => {
    expect((await askToListen(null, organization.id)).status).toBe(401)
  })

  test('to whoever is no member, as if there were no such organization', async () => {
    const stranger = await newPerson(organization.id)
    const foreign = await askToListen(stranger, organization.id)
    const none = await askToListen(stranger, crypto.randomUUID())
    expect([foreign.status, none.status]).toEqual([404, 404])
    expect(await foreign.text()).toBe(await none.text())
  })

  test('for now, while the database does not answer', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    const { ask } = await apiOf(organization.owner)
    const down = vi
      .spyOn(Object.getPrototypeOf(env.DB) as D1Database, 'prepare')
      .mockImplementation(() => {
        throw new Error('D1_ERROR: D1 DB is overloaded.')
      })
    const headers = { upgrade: 'websocket', origin: env.APP_ORIGIN }
    const response = await ask(`/api/live?organizationId=${organization.id}`, { headers })
    down.mockRestore()
    expect(response.status).toBe(503)
    expect(response.headers.get('retry-after')).toBe('5')
  })

  test('without an organization', async () => {
    expect((await askToListen(organization.owner, '')).status).toBe(404)
  })

  test.each([
    ['another site', 'https://evil.test'],
    ['a site whose name begins the same', 'https://usher.test.evil.test'],
    ['the same host without TLS', 'http://usher.test'],
    ['no origin that can be told', 'null'],
    ['no origin at all', ''],
  ])('to a page of %s', async (_, origin) => {
    const response = await askToListen(organization.owner, organization.id, { origin })
    expect(response.status).toBe(403)
    expect(response.webSocket).toBeNull()
  })

  test('to what is no WebSocket', async () => {
    const response = await askToListen(organization.owner, organization.id, { upgrade: 'h2c' })
    expect(response.status).toBe(426)
  })

  test('to nobody for what their request says of them', async () => {
    const stranger = await newPerson(organization.id)
    const forged = { 'usher-user': organization.owner.id, 'usher-session': 'x' }
    expect((await askToListen(stranger, organization.id, forged)).status).toBe(404)
    const { webSocket } = await askToListen(organization.member, organization.id, forged)
    expect(webSocket).not.toBeNull()
    await runInDurableObject(objectOf(organization.id), (_, state) => {
      const users = state.getWebSockets().map((socket) => state.getTags(socket))
      expect(users).toEqual([[organization.member.id]])
    })
  })
})

describe('of an invitation', () => {
  test('those hear who may see it, and nobody else (R12)', async () => {
    const organization = await newOrganization()
    const { owner, admin, manager, member, id } = organization
    const pages = {
      owner: await openPage(owner, id),
      admin: await openPage(admin, id),
      manager: await openPage(manager, id),
      member: await openPage(member, id),
    }
    await invite(organization)
    expect(await pages.owner.next()).toEqual(['invitations'])
    expect(await pages.admin.next()).toEqual(['invitations'])
    await invite(organization, inWeb(organization))
    expect(await pages.owner.next()).toEqual(['invitations'])
    expect(await pages.admin.next()).toEqual(['invitations'])
    expect(await pages.manager.next()).toEqual(['invitations'])
    await somethingForAll(organization)
    expect(await pages.manager.next()).toEqual(['workspaces'])
    expect(await pages.member.next()).toEqual(['workspaces'])
  })

  test('that leaves a workspace its manager hears once more, and then no more (R12, R16)', async () => {
    const organization = await newOrganization()
    const { owner, manager, web, api } = organization
    const page = await openPage(manager, organization.id)
    const { id: invitationId } = await invite(organization, inWeb(organization))
    expect(await page.next()).toEqual(['invitations'])
    const grants = [
      { workspaceId: web, role: null },
      { workspaceId: api, role: 'member' as const },
    ]
    valueOf(await owner.send('invitation.changeGrants', { invitationId, grants }))
    expect(await page.next()).toEqual(['invitations'])
    valueOf(await owner.send('invitation.cancel', { invitationId }))
    await somethingForAll(organization)
    expect(await page.next()).toEqual(['workspaces'])
  })

  test('that is superseded its workspace’s manager hears (R12, R17)', async () => {
    const organization = await newOrganization()
    const email = newAddress()
    const { owner } = organization
    const old = valueOf(await owner.send('invitation.create', { ...inWeb(organization), email }))
    await env.DB.prepare('UPDATE invitation SET expires_at = 1 WHERE id = ?').bind(old.id).run()
    const page = await openPage(organization.manager, organization.id)
    valueOf(await owner.send('invitation.create', { ...asMember, email }))
    expect(await page.next()).toEqual(['invitations'])
  })

  test('that is accepted the list and the members are told', async () => {
    const organization = await newOrganization()
    const email = newAddress()
    const { owner, member, id } = organization
    const { id: invitationId } = valueOf(
      await owner.send('invitation.create', { ...asMember, email }),
    )
    const pages = [await openPage(owner, id), await openPage(member, id)] as const
    const invitee = await newPerson(id, email)
    const input = { invitationId, generation: 1, contentVersion: 1 }
    valueOf(await invitee.send('invitation.accept', input))
    expect(await pages[0].next()).toEqual(['invitations', 'members'])
    expect(await pages[1].next()).toEqual(['members'])
  })

  test('whose mail went out those hear who may see it (R8, R12)', async () => {
    await emptyOutbox()
    const organization = await newOrganization()
    await invite(organization, inWeb(organization))
    const manager = await openPage(organization.manager, organization.id)
    const member = await openPage(organization.member, organization.id)
    expect(await deliverDueMails(env, { limit: 10 })).toMatchObject({ sent: 1 })
    expect(await manager.next()).toEqual(['invitations'])
    await somethingForAll(organization)
    expect(await member.next()).toEqual(['workspaces'])
  })

  test('that is recorded as expired those hear who may see it (R10, R12)', async () => {
    const organization = await newOrganization()
    const { id: invitationId } = await invite(organization, inWeb(organization))
    await env.DB.prepare('UPDATE invitation SET expires_at = 1 WHERE id = ?')
      .bind(invitationId)
      .run()
    const page = await openPage(organization.manager, organization.id)
    await objectOf(organization.id).execute({
      verb: 'invitation.expire',
      organizationId: organization.id,
      operationId: crypto.randomUUID(),
      actor: { kind: 'system', job: 'test' },
      input: { limit: 10 },
    })
    expect(await page.next()).toEqual(['invitations'])
  })
})

describe('what somebody hears follows what they are now (R38)', () => {
  test('an Admin who was lowered hears nothing of invitations any more', async () => {
    const organization = await newOrganization()
    const { owner, admin } = organization
    const page = await openPage(admin, organization.id)
    valueOf(await owner.send('member.changeRole', { userId: admin.id, role: 'member' }))
    expect(await page.next()).toEqual(['members', 'viewer'])
    await invite(organization)
    await somethingForAll(organization)
    expect(await page.next()).toEqual(['workspaces'])
  })

  test('a member who was raised hears of all invitations', async () => {
    const organization = await newOrganization()
    const { owner, member } = organization
    const page = await openPage(member, organization.id)
    valueOf(await owner.send('member.changeRole', { userId: member.id, role: 'admin' }))
    expect(await page.next()).toEqual(['members', 'viewer'])
    await invite(organization)
    expect(await page.next()).toEqual(['invitations'])
  })

  test('a removed member hears only that they are somebody else, and is disconnected', async () => {
    const organization = await newOrganization()
    const { owner, admin } = organization
    const page = await openPage(admin, organization.id)
    valueOf(await owner.send('member.remove', { userId: admin.id }))
    expect(await page.next()).toEqual(['viewer'])
    expect(await page.next()).toBe(closings.noMember)
    expect((await askToListen(admin, organization.id)).status).toBe(404)
  })

  test('whoever signed out is disconnected, and told nothing', async () => {
    const organization = await newOrganization()
    const { owner, admin } = organization
    const page = await openPage(admin, organization.id)
    const other = await openPage(owner, organization.id)
    await env.DB.prepare('DELETE FROM session WHERE user_id = ?').bind(admin.id).run()
    await invite(organization)
    expect(await other.next()).toEqual(['invitations'])
    expect(await page.next()).toBe(closings.sessionEnded)
  })

  test('whoever’s session ran out is disconnected', async () => {
    const organization = await newOrganization()
    const page = await openPage(organization.admin, organization.id)
    await env.DB.prepare('UPDATE session SET expires_at = 1 WHERE user_id = ?')
      .bind(organization.admin.id)
      .run()
    await invite(organization)
    expect(await page.next()).toBe(closings.sessionEnded)
  })
})

describe('announcing', () => {
  test('costs a command nothing when nobody listens', async () => {
    const organization = await newOrganization()
    const batches = watchBatches()
    await invite(organization)
    await runInDurableObject(objectOf(organization.id), () => {})
    batches.stop()
    expect(batches.count()).toBe(2)
  })

  test('that fails leaves the answer alone, and is tried once more, with what happened meanwhile after it', async () => {
    const organization = await newOrganization()
    const page = await openPage(organization.admin, organization.id)
    vi.spyOn(console, 'error').mockImplementation(() => {})
    const batches = watchBatches(3)
    await invite(organization)
    await vi.waitUntil(() => batches.count() >= 3)
    await somethingForAll(organization)
    expect(await page.next()).toEqual(['invitations'])
    expect(await page.next()).toEqual(['workspaces'])
    batches.stop()
  })

  test('that fails twice has every page come again, and goes on', async () => {
    const organization = await newOrganization()
    const { admin, member, id } = organization
    const pages = [await openPage(admin, id), await openPage(member, id)]
    vi.spyOn(console, 'error').mockImplementation(() => {})
    // Load, commit, who may hear of it, and that once more.
    const batches = watchBatches(3, 4)
    await invite(organization)
    expect(await Promise.all(pages.map((page) => page.next()))).toEqual([1012, 1012])
    batches.stop()
    const again = await openPage(admin, id)
    await somethingForAll(organization)
    expect(await again.next()).toEqual(['workspaces'])
  })

  test('says nothing of a deed that changed nothing or was refused', async () => {
    const organization = await newOrganization()
    const { owner, member, admin } = organization
    const page = await openPage(admin, organization.id)
    valueOf(await owner.send('member.changeRole', { userId: member.id, role: 'member' }))
    await member.send('invitation.create', { ...asMember, email: newAddress() })
    await somethingForAll(organization)
    expect(await page.next()).toEqual(['workspaces'])
  })

  test('reaches no other organization', async () => {
    const ours = await newOrganization()
    const theirs = await newOrganization()
    const page = await openPage(ours.owner, ours.id)
    await invite(theirs)
    await somethingForAll(ours)
    expect(await page.next()).toEqual(['workspaces'])
  })
})

describe('a connection', () => {
  test('outlives the object’s sleep', async () => {
    const organization = await newOrganization()
    const page = await openPage(organization.admin, organization.id)
    await evictDurableObject(objectOf(organization.id))
    await invite(organization)
    expect(await page.next()).toEqual(['invitations'])
  })

  test('is known to live by a ping that does not wake the object', async () => {
    const organization = await newOrganization()
    const page = await openPage(organization.admin, organization.id)
    await evictDurableObject(objectOf(organization.id))
    page.socket.send('ping')
    expect(await page.next()).toBe('pong')
    await runInDurableObject(objectOf(organization.id), (_, state) => {
      const [socket] = state.getWebSockets()
      expect(socket && state.getWebSocketAutoResponseTimestamp(socket)).not.toBeNull()
    })
  })

  test.each([
    ['a word', 'hello'],
    ['a message as its own', '{"changed":["members"]}'],
    ['a long one', 'x'.repeat(100_000)],
  ])('that says %s is ended', async (_, said) => {
    const organization = await newOrganization()
    const page = await openPage(organization.admin, organization.id)
    const other = await openPage(organization.owner, organization.id)
    page.socket.send(said)
    expect(await page.next()).toBe(closings.onlyListens)
    await somethingForAll(organization)
    expect(await other.next()).toEqual(['workspaces'])
  })

  test('that the page closes is closed on both sides', async () => {
    const organization = await newOrganization()
    const page = await openPage(organization.admin, organization.id)
    page.socket.close(1000)
    expect(await page.next()).toBe(1000)
    await vi.waitUntil(() =>
      runInDurableObject(
        objectOf(organization.id),
        (_, state) => state.getWebSockets().length === 0,
      ),
    )
  })

  test('more than are spoken to at once all hear, each once', async () => {
    const organization = await newOrganization()
    const people = await Promise.all(Array.from({ length: 6 }, () => organization.join('admin')))
    const opening = people.flatMap((person) =>
      Array.from({ length: 20 }, () => openPage(person, organization.id)),
    )
    const pages = await Promise.all(opening)
    for (const _ of [1, 2]) {
      await somethingForAll(organization)
      const heard = await Promise.all(pages.map((page) => page.next()))
      expect(heard).toEqual(pages.map(() => ['workspaces']))
    }
  })

  test('too many of one user ends that user’s oldest', async () => {
    const organization = await newOrganization()
    const { admin, owner, id } = organization
    const other = await openPage(owner, id)
    const pages = []
    for (let count = 0; count < 21; count += 1) pages.push(await openPage(admin, id))
    expect(await pages[0]?.next()).toBe(closings.oneOfTooMany)
    await somethingForAll(organization)
    const heard = await Promise.all([other, ...pages.slice(1)].map((page) => page.next()))
    expect(heard).toEqual(heard.map(() => ['workspaces']))
  })
})
