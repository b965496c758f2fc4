/** A deed of every verb, for tests of what befalls any of them. */
import { env } from 'cloudflare:workers'
import type { Env } from '../env.ts'
import { sendCommand } from '../organization/client.ts'
import type { Actor, Answer, Commands, Verb } from '../organization/commands.ts'
import { organizationIdFor } from '../organization/organization-id.ts'
import { valueOf } from './builders.ts'
import {
  asMember,
  newAddress,
  newOrganization,
  newPerson,
  type TestOrganization,
  type TestPerson,
} from './organization.ts'

const invite = async (organization: TestOrganization, email = newAddress()) =>
  valueOf(await organization.owner.send('invitation.create', { ...asMember, email }))

/** A command that changes something: `by: null` is the system. */
export type Deed<V extends Verb> = {
  verb: V
  by: TestPerson | null
  input: Commands[V]['input']
  organizationId: string
}

/** For each verb, a deed of it; of the organization itself where none is named. A verb without one does not compile. */
const deeds: {
  [V in Verb]: (
    organization: TestOrganization,
  ) => Promise<Pick<Deed<V>, 'by' | 'input'> & { organizationId?: string }>
} = {
  'organization.create': async ({ owner }) => ({
    by: owner,
    input: { name: 'Another' },
    organizationId: await organizationIdFor(owner.id, crypto.randomUUID()),
  }),
  'organization.rename': async ({ admin }) => ({ by: admin, input: { name: 'Acme Works' } }),
  'organization.delete': async ({ owner }) => ({ by: owner, input: { name: 'Acme' } }),
  'workspace.create': async ({ admin }) => ({
    by: admin,
    input: { name: 'Shop', description: '' },
  }),
  'workspace.update': async ({ manager, web }) => ({
    by: manager,
    input: { workspaceId: web, name: 'Site' },
  }),
  'workspace.archive': async ({ admin, web }) => ({ by: admin, input: { workspaceId: web } }),
  'workspace.restore': async ({ admin, archived }) => ({
    by: admin,
    input: { workspaceId: archived },
  }),
  'workspace.delete': async ({ admin, api }) => ({ by: admin, input: { workspaceId: api } }),
  'member.changeRole': async ({ owner, member }) => ({
    by: owner,
    input: { userId: member.id, role: 'admin' },
  }),
  'member.changeGrants': async ({ admin, member, web }) => ({
    by: admin,
    input: { userId: member.id, grants: [{ workspaceId: web, role: 'member' }] },
  }),
  'member.rename': async ({ admin, member }) => ({
    by: admin,
    input: { userId: member.id, name: 'Mika' },
  }),
  'member.remove': async ({ admin, member }) => ({ by: admin, input: { userId: member.id } }),
  'member.leave': async ({ member }) => ({ by: member, input: {} }),
  'invitation.create': async ({ admin, web }) => ({
    by: admin,
    input: { ...asMember, email: newAddress(), grants: [{ workspaceId: web, role: 'manager' }] },
  }),
  'invitation.createMany': async ({ admin, web }) => ({
    by: admin,
    input: {
      locale: 'en',
      dryRun: false,
      invitations: [
        { email: newAddress(), role: 'member', grants: [{ workspaceId: web, role: 'manager' }] },
        { email: newAddress(), role: 'admin', grants: [] },
      ],
    },
  }),
  'invitation.approve': async ({ owner, admin }) => {
    const { id } = valueOf(
      await admin.send('invitation.create', { ...asMember, email: newAddress() }),
    )
    valueOf(await owner.send('member.changeRole', { userId: admin.id, role: 'member' }))
    return { by: owner, input: { invitationId: id } }
  },
  'invitation.resend': async (organization) => ({
    by: organization.admin,
    input: { invitationId: (await invite(organization)).id, locale: 'en' },
  }),
  'invitation.cancel': async (organization) => ({
    by: organization.admin,
    input: { invitationId: (await invite(organization)).id },
  }),
  'invitation.changeGrants': async (organization) => ({
    by: organization.admin,
    input: {
      invitationId: (await invite(organization)).id,
      grants: [{ workspaceId: organization.web, role: 'member' }],
    },
  }),
  'invitation.accept': async (organization) => {
    const email = newAddress()
    const { id } = await invite(organization, email)
    const invitee = await newPerson(organization.id, email)
    return { by: invitee, input: { invitationId: id, generation: 1, contentVersion: 1 } }
  },
  'invitation.decline': async (organization) => ({
    by: null,
    input: { invitationId: (await invite(organization)).id, generation: 1 },
  }),
  'invitation.expire': async (organization) => {
    const { id } = await invite(organization)
    await env.DB.prepare('UPDATE invitation SET expires_at = 1 WHERE id = ?').bind(id).run()
    return { by: null, input: { limit: 10 } }
  },
}

export const everyVerb = Object.keys(deeds) as Verb[]

/** A deed of the verb, in an organization of its own. */
export async function newDeed<V extends Verb>(verb: V): Promise<Deed<V>> {
  const organization = await newOrganization()
  return { verb, organizationId: organization.id, ...(await deeds[verb](organization)) }
}

/** Who a command is from. */
export function actorOf(person: TestPerson | null): Actor {
  return person ? { kind: 'user', userId: person.id } : { kind: 'system', job: 'test' }
}

/** Sends a deed to its organization's object. */
export function sendDeed<V extends Verb>(
  { verb, by, input, organizationId }: Deed<V>,
  operationId: string,
  to: Pick<Env, 'ORGANIZATION'> = env,
): Promise<Answer<V>> {
  return sendCommand(to, verb, { organizationId, actor: actorOf(by), operationId, input })
}
