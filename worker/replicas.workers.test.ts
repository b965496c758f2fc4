/** Pages may be read from replicas of D1, which are behind; whatever decides, and what is one's own, is not (decision 31). */
import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, test } from 'vitest'
import { bookmarkHeader } from './domain/bookmark.ts'
import { invitationToken } from './links/token.ts'
import { apiOf, type ApiAnswer } from './testing/api.ts'
import { valueOf } from './testing/builders.ts'
import { carryOutAlone, meansOn } from './testing/carry-out.ts'
import { copyRows } from './testing/copy-rows.ts'
import { noteSessions } from './testing/d1.ts'
import { beginEmpty } from './testing/migrate.ts'
import {
  asMember,
  newAddress,
  newOrganization,
  type TestOrganization,
} from './testing/organization.ts'
import { openPage } from './testing/page.ts'

const cookieName = '__Host-usher.bookmark.DB'
const asD1MakesThem = /^(?:[0-9a-f]{8}-){3}[0-9a-f]{32}$/
const older = '00000001-00000002-00000003-0123456789abcdef0123456789abcdef'
const newer = '00000001-00000004-00000003-0123456789abcdef0123456789abcdef'

/** The bookmark that an answer has the browser keep. */
function keptFrom({ headers }: ApiAnswer): string {
  const [cookie = ''] = headers.getSetCookie().filter((one) => one.startsWith(`${cookieName}=`))
  expect(cookie).toMatch(/; Max-Age=300; Path=\/; HttpOnly; SameSite=Lax; Secure$/)
  return cookie.slice(cookieName.length + 1).split(';', 1)[0] ?? ''
}

describe('a page begins to read', () => {
  let organization: TestOrganization
  beforeEach(async () => {
    organization = await newOrganization()
  })

  async function beginOf(headers: Record<string, string>) {
    const { d1, begun } = noteSessions(env.DB)
    const { call } = await apiOf(organization.owner, { DB: d1 })
    const answer = await call('member.list', { organizationId: organization.id }, headers)
    expect(answer.status).toBe(200)
    return begun
  }

  test('anywhere, where nothing says how new it must be', async () => {
    expect(await beginOf({})).toEqual(['first-unconstrained'])
  })

  test('at the later one of what its reader has done and was told of', async () => {
    const cookie = (bookmark: string) => ({ cookie: `${cookieName}=${bookmark}` })
    const header = (bookmark: string) => ({ [bookmarkHeader]: `DB.${bookmark}` })
    expect(await beginOf(cookie(older))).toEqual([older])
    expect(await beginOf(header(older))).toEqual([older])
    expect(await beginOf({ ...cookie(older), ...header(newer) })).toEqual([newer])
    expect(await beginOf({ ...cookie(newer), ...header(older) })).toEqual([newer])
    const several = { [bookmarkHeader]: `DB_2.${newer},DB.${older}` }
    expect(await beginOf(several)).toEqual([older])
    const crossed = { [bookmarkHeader]: `DB.${newer}, DB.${older}` }
    expect(await beginOf(crossed)).toEqual([newer])
  })

  test.each([
    ['no bookmark', 'first-primary'],
    ['too long', `${older}${'0'.repeat(33)}`],
    ['empty', ''],
    ['hyphens', '---'],
    ['a number', 'ffffffff'],
    ['cut off', older.slice(0, 26)],
    ['not hexadecimal', older.replace('a', 'g')],
    ['a word', `${older}'; DROP`],
  ])('anywhere, where what it is asked with is junk: %s', async (_, junk) => {
    expect(await beginOf({ cookie: `${cookieName}=${junk}` })).toEqual(['first-unconstrained'])
    expect(await beginOf({ [bookmarkHeader]: `DB.${junk}` })).toEqual(['first-unconstrained'])
  })

  test('anywhere, where a bookmark is of another database', async () => {
    expect(await beginOf({ [bookmarkHeader]: `DB_2.${older}` })).toEqual(['first-unconstrained'])
    expect(await beginOf({ [bookmarkHeader]: older })).toEqual(['first-unconstrained'])
  })
})

test('a command is decided and committed on the primary, and says where D1 is then', async () => {
  const { id, owner } = await newOrganization()
  const { d1, begun } = noteSessions(env.DB)
  const { bookmark, ...decided } = await carryOutAlone(meansOn(d1), {
    verb: 'organization.rename',
    organizationId: id,
    operationId: crypto.randomUUID(),
    actor: { kind: 'user', userId: owner.id },
    input: { name: 'Acme & Co' },
  })
  expect(valueOf(decided)).toMatchObject({ name: 'Acme & Co' })
  expect(begun).toEqual(['first-primary'])
  expect(bookmark).toMatch(asD1MakesThem)
})

test('who somebody is says the primary, and what they read next is no older', async () => {
  const { owner } = await newOrganization()
  const { d1, begun } = noteSessions(env.DB)
  const answer = await (await apiOf(owner, { DB: d1 })).call('viewer.get')
  expect(begun).toEqual(['first-primary'])
  expect(keptFrom(answer)).toMatch(asD1MakesThem)
})

test('the page is told as well where D1 is, to know the latest where answers cross', async () => {
  const { id: organizationId, owner } = await newOrganization()
  const { call } = await apiOf(owner)
  const renamed = await call('organization.rename', { organizationId, name: 'Acme & Co' })
  expect(renamed.status).toBe(200)
  expect(renamed.headers.get(bookmarkHeader)).toBe(`DB.${keptFrom(renamed)}`)
  const viewer = await call('viewer.get')
  expect(viewer.headers.get(bookmarkHeader)).toBe(`DB.${keptFrom(viewer)}`)
  const nameless = await call('organization.rename', { organizationId, name: '' })
  expect(nameless.headers.get(bookmarkHeader)).toBeNull()
})

describe('beside a replica that hears of nothing any more', () => {
  // The second D1 stands for it: a session that may be answered by a replica is answered by that one.
  const DB = new Proxy(env.DB, {
    get(target, name) {
      if (name === 'withSession')
        return (from: string) =>
          (from === 'first-unconstrained' ? env.DB_2 : target).withSession(from)
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
  const inAll = ['user', 'session', 'organization', 'membership']
  const membersSeen = ({ data }: ApiAnswer) => (data as { total: number }).total

  beforeEach(() => beginEmpty(env.DB_2))

  test('people read their own writes, and what their page is told of; others read it later', async () => {
    const organization = await newOrganization()
    const { id: organizationId, owner, admin, member } = organization
    const [ours, theirs] = [await apiOf(owner, { DB }), await apiOf(admin, { DB })]
    const page = await openPage(admin, organizationId)
    await copyRows(env.DB, env.DB_2, inAll)

    const removed = await ours.call('member.remove', { organizationId, userId: member.id })
    expect(removed.status).toBe(200)
    const cookie = `${cookieName}=${keptFrom(removed)}`
    expect(membersSeen(await ours.call('member.list', { organizationId }, { cookie }))).toBe(3)

    expect(membersSeen(await theirs.call('member.list', { organizationId }))).toBe(4)
    expect(await page.next()).toEqual(['members'])
    const told = { [bookmarkHeader]: page.bookmark() ?? '' }
    expect(membersSeen(await theirs.call('member.list', { organizationId }, told))).toBe(3)
  })

  test('a refusal says as well what it was decided on, so that its reader finds out why', async () => {
    const { id: organizationId, owner, admin, member } = await newOrganization()
    await copyRows(env.DB, env.DB_2, inAll)
    valueOf(await admin.send('member.remove', { userId: member.id }))
    const { call } = await apiOf(owner, { DB })
    await copyRows(env.DB, env.DB_2, ['session'])
    expect(membersSeen(await call('member.list', { organizationId }))).toBe(4)
    const refused = await call('member.remove', { organizationId, userId: member.id })
    expect(refused.reason).toBe('not_found')
    const cookie = `${cookieName}=${keptFrom(refused)}`
    expect(membersSeen(await call('member.list', { organizationId }, { cookie }))).toBe(3)
  })

  test('nobody is told that there is nothing because a replica has not heard of it', async () => {
    const { id: organizationId, owner } = await newOrganization()
    const { call } = await apiOf(owner, { DB })
    expect(membersSeen(await call('member.list', { organizationId }))).toBe(4)
    const stranger = await apiOf((await newOrganization()).owner, { DB })
    expect((await stranger.call('member.list', { organizationId })).reason).toBe('not_found')
  })

  test('a link leads to what it is of, however new (R21)', async () => {
    const { id: organizationId, owner } = await newOrganization()
    const input = { ...asMember, email: newAddress() }
    const { id: invitationId } = valueOf(await owner.send('invitation.create', input))
    const link = { invitationId, generation: 1, organizationId }
    const token = await invitationToken(env.INVITATION_SECRET, link)
    const opened = await (await apiOf(null, { DB })).call('invitation.open', { token })
    expect(opened.data).toMatchObject({ state: 'pending' })
  })
})
