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
  const { person, row } = somebody(organizationId, email)
  await database(env.DB).insert(schema.user).values(row)
  return person
}

function somebody(organizationId: string, email?: string) {
  const id = crypto.randomUUID()
  const at = new Date()
  const address = email ?? `person-${(people += 1)}-${id.slice(0, 8)}@acme.test`
  const person: TestPerson = {
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
  const row = {
    id,
    name: `Person ${people}`,
    email: address,
    emailVerified: true,
    createdAt: at,
    updatedAt: at,
  }
  return { person, row }
}

export async function newOrganization(name = 'Acme'): Promise<TestOrganization> {
  const db = database(env.DB)
  const id = crypto.randomUUID()
  const [web, api, archived] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()]
  const createdAt = Date.now() - 1000
  const shared = { organizationId: id, description: '' }
  const joining = (role: OrganizationRole, grants: Grant[] = []) => {
    const { person, row } = somebody(id)
    const membership = { organizationId: id, userId: person.id, role, joinedAt: createdAt }
    const statements = [
      db.insert(schema.user).values(row),
      db.insert(schema.membership).values(membership),
      ...grants.map((grant) =>
        db
          .insert(schema.membershipGrant)
          .values({ organizationId: id, userId: person.id, ...grant }),
      ),
    ]
    return { person, statements }
  }
  const owner = joining('owner')
  const admin = joining('admin')
  const manager = joining('member', [{ workspaceId: web, role: 'manager' }])
  const member = joining('member')
  await db.batch([
    db.insert(schema.organization).values({ id, name, createdAt }),
    db.insert(schema.workspace).values([
      { ...shared, id: web, name: 'Web', createdAt },
      { ...shared, id: api, name: 'API', createdAt: createdAt + 1 },
      { ...shared, id: archived, name: 'Old', createdAt: createdAt + 2, archivedAt: createdAt },
    ]),
    ...[owner, admin, manager, member].flatMap(({ statements }) => statements),
  ])
  return {
    id,
    owner: owner.person,
    admin: admin.person,
    manager: manager.person,
    member: member.person,
    web,
    api,
    archived,
    join: async (role, grants) => {
      const { person, statements } = joining(role, grants)
      for (const statement of statements) await statement
      return person
    },
  }
}

let addresses = 0
export const newAddress = () =>
  `invitee-${(addresses += 1)}-${crypto.randomUUID().slice(0, 8)}@northwind.test`

export const asMember: Omit<Commands['invitation.create']['input'], 'email'> = {
  role: 'member',
  grants: [],
  locale: 'en',
}

const everything = {
  organization: 'SELECT * FROM organization WHERE id = ?',
  // When they were last seen is written on reads.
  memberships: `SELECT user_id, role, display_name, listed_as, joined_at FROM membership
    WHERE organization_id = ? ORDER BY user_id`,
  grants: 'SELECT * FROM membership_grant WHERE organization_id = ? ORDER BY user_id, workspace_id',
  workspaces: 'SELECT * FROM workspace WHERE organization_id = ? ORDER BY id',
  invitations: 'SELECT * FROM invitation WHERE organization_id = ? ORDER BY id',
  promises: `SELECT g.* FROM invitation_grant g JOIN invitation i ON i.id = g.invitation_id
    WHERE i.organization_id = ? ORDER BY g.invitation_id, g.workspace_id`,
  mails: 'SELECT id FROM outbox_mail WHERE organization_id = ? ORDER BY id',
  events: 'SELECT id FROM audit_event WHERE organization_id = ? ORDER BY id',
  totals: 'SELECT * FROM organization_total WHERE organization_id = ?',
}

/** As if it had sent so many in a window that is open for an hour more (R42). */
export async function alreadySent(organizationId: string, mails: number) {
  await env.DB.prepare(
    'UPDATE organization SET mail_count = ?, mail_window_ends_at = ? WHERE id = ?',
  )
    .bind(mails, Date.now() + 60 * 60 * 1000, organizationId)
    .run()
}

/** The rows of an organization that a deed may have changed, for "nothing was written". */
export async function everythingOf(organizationId: string) {
  const queries = Object.values(everything).map((sql) => env.DB.prepare(sql).bind(organizationId))
  const answers = await env.DB.batch(queries)
  const rows = Object.keys(everything).map((name, at) => [name, answers[at]?.results])
  return Object.fromEntries(rows) as Record<keyof typeof everything, unknown[]>
}
