/** An organization of a test's own, in the real D1, whose people send commands to the real object. */
import { env } from 'cloudflare:workers'
import { database } from '../../db/database.ts'
import * as schema from '../../db/schema/index.ts'
import type { Grant, OrganizationRole } from '../domain/roles.ts'
import { sendCommand } from '../organization/client.ts'
import type { Answer, Commands, Verb } from '../organization/commands.ts'

export type TestPerson = {
  id: string
  email: string
  /** Sends a command to the organization's object as this person. */
  send: <V extends Verb>(
    verb: V,
    input: Commands[V]['input'],
    operationId?: string,
  ) => Promise<Answer<V>>
}

export type TestOrganization = {
  id: string
  owner: TestPerson
  admin: TestPerson
  /** Workspace manager of `web`. */
  manager: TestPerson
  member: TestPerson
  web: string
  api: string
  archived: string
  join: (role: OrganizationRole, grants?: Grant[]) => Promise<TestPerson>
}

let people = 0

/** Somebody with an account, verified, and no membership. `email` is an address key. */
export async function newPerson(organizationId: string, email?: string): Promise<TestPerson> {
  const id = crypto.randomUUID()
  const at = new Date()
  const address = email ?? `person-${(people += 1)}@acme.test`
  await database(env.DB)
    .insert(schema.user)
    .values({
      id,
      name: `Person ${people}`,
      email: address,
      emailVerified: true,
      createdAt: at,
      updatedAt: at,
    })
  return {
    id,
    email: address,
    send: (verb, input, operationId) =>
      sendCommand(env, verb, {
        organizationId,
        actor: { kind: 'user', userId: id },
        operationId,
        input,
      }),
  }
}

export async function newOrganization(name = 'Acme'): Promise<TestOrganization> {
  const db = database(env.DB)
  const id = crypto.randomUUID()
  const [web, api, archived] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()]
  const createdAt = Date.now() - 1000
  await db.insert(schema.organization).values({ id, name, createdAt })
  await db.insert(schema.workspace).values([
    { id: web, organizationId: id, name: 'Web', createdAt },
    { id: api, organizationId: id, name: 'API', createdAt: createdAt + 1 },
    {
      id: archived,
      organizationId: id,
      name: 'Old',
      createdAt: createdAt + 2,
      archivedAt: createdAt,
    },
  ])
  const join = async (role: OrganizationRole, grants: Grant[] = []) => {
    const person = await newPerson(id)
    await db
      .insert(schema.membership)
      .values({ organizationId: id, userId: person.id, role, joinedAt: createdAt })
    for (const grant of grants) {
      await db
        .insert(schema.membershipGrant)
        .values({ organizationId: id, userId: person.id, ...grant })
    }
    return person
  }
  return {
    id,
    owner: await join('owner'),
    admin: await join('admin'),
    manager: await join('member', [{ workspaceId: web, role: 'manager' }]),
    member: await join('member'),
    web,
    api,
    archived,
    join,
  }
}

let addresses = 0
export const newAddress = () => `invitee-${(addresses += 1)}@northwind.test`

export const asMember: Omit<Commands['invitation.create']['input'], 'email'> = {
  role: 'member',
  grants: [],
  locale: 'en',
}

/** The rows of an organization that a deed may have changed, for "nothing was written". */
export async function everythingOf(organizationId: string) {
  const rows = async (query: string) => {
    const { results } = await env.DB.prepare(query).bind(organizationId).all()
    return results
  }
  return {
    organization: await rows('SELECT * FROM organization WHERE id = ?'),
    memberships: await rows('SELECT * FROM membership WHERE organization_id = ? ORDER BY user_id'),
    grants: await rows(
      'SELECT * FROM membership_grant WHERE organization_id = ? ORDER BY user_id, workspace_id',
    ),
    workspaces: await rows('SELECT * FROM workspace WHERE organization_id = ? ORDER BY id'),
    invitations: await rows('SELECT * FROM invitation WHERE organization_id = ? ORDER BY id'),
    promises: await rows(
      'SELECT g.* FROM invitation_grant g JOIN invitation i ON i.id = g.invitation_id WHERE i.organization_id = ? ORDER BY g.invitation_id, g.workspace_id',
    ),
    mails: await rows('SELECT id FROM outbox_mail WHERE organization_id = ? ORDER BY id'),
    events: await rows('SELECT id FROM audit_event WHERE organization_id = ? ORDER BY id'),
  }
}
