import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import { invitationToken } from '../links/token.ts'
import { apiOf, procedures } from '../testing/api.ts'
import { valueOf } from '../testing/builders.ts'
import {
  asMember,
  everythingOf,
  newAddress,
  newOrganization,
  newPerson,
  type TestOrganization,
} from '../testing/organization.ts'

const roles = ['owner', 'admin', 'manager', 'member', 'stranger', 'signed out'] as const
type Role = (typeof roles)[number]

/** What an organization has that a procedure can name. */
type Names = TestOrganization & { invitationId: string; token: string }
/** `where`: the organization that is asked; `what`: the one whose things are named. */
type Entry = {
  input: (where: Names, what: Names) => unknown
  /** Who may, in their own organization; `[]` for none. */
  allowed: readonly Role[]
}

const leading: readonly Role[] = ['owner', 'admin']
const members: readonly Role[] = ['owner', 'admin', 'manager', 'member']
const everybody: readonly Role[] = roles

const inOrganization = ({ id }: Names) => ({ organizationId: id })
const ofWorkspace = (where: Names, { web }: Names) => ({
  organizationId: where.id,
  workspaceId: web,
})
const ofMember = (where: Names, { member }: Names) => ({
  organizationId: where.id,
  userId: member.id,
})
const ofInvitation = (where: Names, { invitationId }: Names) => ({
  organizationId: where.id,
  invitationId,
})

/** Every procedure of the API has a line here; a test fails for one without. */
const table: Record<string, Entry> = {
  'viewer.get': { input: () => ({}), allowed: [...members, 'stranger'] },
  'organization.create': { input: () => ({ name: 'Mine' }), allowed: [...members, 'stranger'] },
  'organization.stats': { input: inOrganization, allowed: members },
  'workspace.list': { input: inOrganization, allowed: members },
  'workspace.create': {
    input: (where) => ({ ...inOrganization(where), name: 'Shop' }),
    allowed: leading,
  },
  'workspace.update': {
    input: (...of) => ({ ...ofWorkspace(...of), name: 'Site' }),
    allowed: [...leading, 'manager'],
  },
  'workspace.archive': { input: ofWorkspace, allowed: leading },
  'workspace.restore': { input: ofWorkspace, allowed: leading },
  'workspace.delete': { input: ofWorkspace, allowed: leading },
  'member.list': { input: inOrganization, allowed: members },
  'member.changeRole': {
    input: (...of) => ({ ...ofMember(...of), role: 'admin' }),
    allowed: leading,
  },
  'member.changeGrants': {
    input: (where, what) => ({
      ...ofMember(where, what),
      grants: [{ workspaceId: what.web, role: 'member' }],
    }),
    allowed: leading,
  },
  'member.rename': { input: (...of) => ({ ...ofMember(...of), name: 'Mika' }), allowed: leading },
  'member.remove': { input: ofMember, allowed: leading },
  'member.leave': { input: inOrganization, allowed: ['admin', 'manager', 'member'] },
  'invitation.list': { input: inOrganization, allowed: members },
  'invitation.create': {
    input: (where, what) => ({
      ...inOrganization(where),
      email: newAddress(),
      role: 'member',
      grants: [{ workspaceId: what.web, role: 'member' }],
    }),
    allowed: leading,
  },
  'invitation.createMany': {
    input: (where, what) => ({
      ...inOrganization(where),
      invitations: [
        {
          // It is answered with the rows, in which nothing of the organization's may be found.
          email: `${crypto.randomUUID()}@elsewhere.test`,
          role: 'member',
          grants: [{ workspaceId: what.web, role: 'member' }],
        },
      ],
    }),
    allowed: leading,
  },
  'invitation.approve': { input: ofInvitation, allowed: leading },
  'invitation.resend': { input: ofInvitation, allowed: leading },
  'invitation.cancel': { input: ofInvitation, allowed: [...leading, 'manager'] },
  'invitation.changeGrants': {
    input: (where, what) => ({
      ...ofInvitation(where, what),
      grants: [{ workspaceId: what.web, role: 'manager' }],
    }),
    allowed: [...leading, 'manager'],
  },
  'invitation.open': { input: (_, { token }) => ({ token }), allowed: everybody },
  'invitation.createAccount': {
    input: (_, { token }) => ({ token, name: 'Nadia', password: 'a good long one' }),
    allowed: everybody,
  },
  'invitation.accept': { input: (_, { token }) => ({ token, contentVersion: 1 }), allowed: [] },
  'invitation.decline': { input: (_, { token }) => ({ token }), allowed: everybody },
}

/** Procedures whose right is the link alone: they name no organization. */
const byLink = new Set([
  'invitation.open',
  'invitation.createAccount',
  'invitation.accept',
  'invitation.decline',
])

/** Procedures that refuse row by row, within an answer. */
const byRow = new Set(['invitation.createMany'])

async function withInvitation(): Promise<Names> {
  const organization = await newOrganization('Wholly Secret Inc')
  const invitation = valueOf(
    await organization.admin.send('invitation.create', {
      ...asMember,
      email: newAddress(),
      grants: [{ workspaceId: organization.web, role: 'member' }],
    }),
  )
  const token = await invitationToken(env.INVITATION_SECRET, {
    invitationId: invitation.id,
    generation: 1,
  })
  return { ...organization, invitationId: invitation.id, token }
}

const personOf = async (role: Role, organization: Names) => {
  if (role === 'signed out') return null
  return role === 'stranger' ? newPerson(organization.id) : organization[role]
}

test('every procedure stands in the table', () => {
  expect(Object.keys(procedures).toSorted()).toEqual(Object.keys(table).toSorted())
})

describe('in their own organization', () => {
  // What is refused writes nothing, which is what is tested: one organization serves all of that.
  let untouched: Names
  beforeAll(async () => {
    untouched = await withInvitation()
  })

  const cases = Object.entries(table).flatMap(([procedure, entry]) =>
    roles.map(
      (role) => [procedure, role, entry.allowed.includes(role) ? 'allowed' : 'refused'] as const,
    ),
  )
  test.each(cases)('%s by %s is %s', async (procedure, role, expected) => {
    const organization = expected === 'allowed' ? await withInvitation() : untouched
    const { call } = await apiOf(await personOf(role, organization))
    const before = await everythingOf(organization.id)
    const answer = await call(procedure, table[procedure]?.input(organization, organization))
    if (expected === 'allowed') {
      expect(answer.error).toBeUndefined()
      expect(answer.status).toBe(200)
      return
    }
    expect([401, 403, 404, 409]).toContain(answer.status)
    if (role === 'signed out') expect(answer.status).toBe(401)
    if (role === 'stranger' && !byLink.has(procedure)) expect(answer.reason).toBe('not_found')
    expect(await everythingOf(organization.id)).toEqual(before)
  })
})

describe('in another organization', () => {
  let theirs: Names
  let ours: Names
  beforeAll(async () => {
    theirs = await withInvitation()
    ours = await withInvitation()
  })

  const named = Object.entries(table).filter(
    ([procedure, { input }]) => !byLink.has(procedure) && input.length > 0,
  )
  const cases = named.flatMap(([procedure]) =>
    roles.flatMap((role) => [
      [procedure, role, 'asking that organization'] as const,
      [procedure, role, 'naming what is there'] as const,
    ]),
  )

  test.each(cases)('%s by %s, %s, writes and tells nothing', async (procedure, role, way) => {
    const entry = table[procedure]
    const { call } = await apiOf(await personOf(role, ours))
    const isNamed = entry !== undefined && entry.input.length > 1
    if (way === 'naming what is there' && !isNamed) return
    const [before, oursBefore] = [await everythingOf(theirs.id), await everythingOf(ours.id)]

    const answer = await call(
      procedure,
      entry?.input(way === 'naming what is there' ? ours : theirs, theirs),
    )

    if (byRow.has(procedure) && answer.status === 200) {
      expect(answer.data).toMatchObject({
        items: [{ outcome: 'refused', reason: 'not_found' }],
        invited: 0,
      })
    } else {
      expect([401, 403, 404]).toContain(answer.status)
      expect(['not_found', 'not_permitted', undefined]).toContain(answer.reason)
      if (leading.includes(role)) expect(answer.reason).toBe('not_found')
    }
    expect(answer.text).not.toMatch(/Secret|northwind|acme\.test|SELECT|stack/)
    expect(await everythingOf(theirs.id)).toEqual(before)
    expect(await everythingOf(ours.id)).toEqual(oursBefore)
  })

  test('an id of another organization is answered like one that does not exist', async () => {
    const { call } = await apiOf(ours.owner)
    const ask = (invitationId: string) =>
      call('invitation.cancel', { organizationId: ours.id, invitationId })
    const [foreign, unknown] = [await ask(theirs.invitationId), await ask(crypto.randomUUID())]
    expect(foreign.text).toBe(unknown.text)
    expect(foreign.status).toBe(unknown.status)
    const list = (organizationId: string) => call('member.list', { organizationId })
    expect((await list(theirs.id)).text).toBe((await list(crypto.randomUUID())).text)
  })
})

describe('identity comes from the session', () => {
  test('an actor, a role or a sponsor in the input is ignored', async () => {
    const organization = await withInvitation()
    const { call } = await apiOf(organization.member)
    const forged = {
      ...(table['invitation.create']?.input(organization, organization) as object),
      actor: { kind: 'system', job: 'seed' },
      userId: organization.owner.id,
      sponsorId: organization.owner.id,
      createdBy: organization.owner.id,
    }
    expect((await call('invitation.create', forged)).reason).toBe('not_permitted')
  })
})
