/** Every procedure of the API: what it takes, and who may. What is tested of all of them is tested by this table. */
import { env } from 'cloudflare:workers'
import { hashPassword } from '../auth/password-hash.ts'
import { invitationToken } from '../links/token.ts'
import { valueOf } from './builders.ts'
import {
  asMember,
  newAddress,
  newOrganization,
  newPerson,
  type TestOrganization,
} from './organization.ts'

export const roles = ['owner', 'admin', 'manager', 'member', 'stranger', 'signed out'] as const
export type Role = (typeof roles)[number]
const organizationName = 'Wholly Secret Inc'

/** What an organization has that a procedure can name. */
export type Names = TestOrganization & { invitationId: string; token: string; sessionId: string }
/** `where`: the organization that is asked; `what`: the one whose things are named. */
type Entry = {
  input: (where: Names, what: Names) => unknown
  /** Who may, in their own organization; `[]` for none. */
  allowed: readonly Role[]
  /** What somebody has who may. */
  given?: (person: { id: string }) => Promise<unknown>
}

const oldPassword = 'a good old one'
const givePassword = async ({ id }: { id: string }) =>
  env.DB.prepare(
    `INSERT INTO account (id, user_id, provider_id, account_id, password, created_at, updated_at)
    VALUES (?1, ?2, 'credential', ?2, ?3, 1, 1)`,
  )
    .bind(crypto.randomUUID(), id, await hashPassword(oldPassword))
    .run()

export const leading: readonly Role[] = ['owner', 'admin']
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
export const everyProcedure: Record<string, Entry> = {
  'viewer.get': { input: () => ({}), allowed: [...members, 'stranger'] },
  'organization.create': { input: () => ({ name: 'Mine' }), allowed: [...members, 'stranger'] },
  'viewer.options': { input: () => ({}), allowed: [...members, 'stranger'] },
  'viewer.sessions': { input: () => ({}), allowed: [...members, 'stranger'] },
  'viewer.rename': { input: () => ({ name: 'Robin' }), allowed: [...members, 'stranger'] },
  'viewer.changePassword': {
    input: () => ({ currentPassword: oldPassword, newPassword: 'a good new one' }),
    allowed: [...members, 'stranger'],
    given: givePassword,
  },
  // It is the owner's.
  'viewer.endSession': { input: (_, { sessionId }) => ({ sessionId }), allowed: ['owner'] },
  'viewer.signOutEverywhere': { input: () => ({}), allowed: [...members, 'stranger'] },
  'organization.rename': {
    input: (where) => ({ ...inOrganization(where), name: 'Acme Works' }),
    allowed: leading,
  },
  'organization.delete': {
    input: (where) => ({ ...inOrganization(where), name: organizationName }),
    allowed: ['owner'],
  },
  'organization.stats': { input: inOrganization, allowed: members },
  'workspace.list': { input: inOrganization, allowed: members },
  'workspace.usage': { input: ofWorkspace, allowed: [...leading, 'manager'] },
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
  'member.removalPreview': { input: ofMember, allowed: leading },
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
  'invitation.timeline': { input: ofInvitation, allowed: [...leading, 'manager'] },
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
export const byLink = new Set([
  'invitation.open',
  'invitation.createAccount',
  'invitation.accept',
  'invitation.decline',
])

/** Procedures that refuse row by row, within an answer. */
export const byRow = new Set(['invitation.createMany'])

export async function withInvitation(): Promise<Names> {
  const organization = await newOrganization(organizationName)
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
    organizationId: organization.id,
  })
  const sessionId = await newSession(organization.owner)
  return { ...organization, invitationId: invitation.id, token, sessionId }
}

async function newSession({ id }: { id: string }): Promise<string> {
  const sessionId = crypto.randomUUID()
  await env.DB.prepare(
    `INSERT INTO session (id, token, user_id, expires_at, created_at, updated_at) VALUES (?1, ?1, ?2, ?3, 1, 1)`,
  )
    .bind(sessionId, id, Date.now() + 60 * 60 * 1000)
    .run()
  return sessionId
}

/** What a procedure takes that concerns this organization. */
export const inputOf = (procedure: string, organization: Names) =>
  everyProcedure[procedure]?.input(organization, organization)

export const personOf = async (role: Role, organization: Names) => {
  if (role === 'signed out') return null
  return role === 'stranger' ? newPerson(organization.id) : organization[role]
}
