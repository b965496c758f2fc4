/** What a round starts with: people, and two organizations that some of them are in. */
import { mailsPerAddress, mailsPerOrganization } from './oracle/rules.ts'
import {
  emptyWorld,
  type Member,
  type Organization,
  type Person,
  type Role,
  type World,
  type WorkspaceRole,
} from './oracle/world.ts'

/** Addresses that nobody has an account of, at first. */
export const freshAddresses = [
  'nadia@northwind.test',
  'n.k+news@northwind.test',
  'hana@mail.example.org',
]

const hour = 60 * 60 * 1000

const id = (kind: number, n: number) =>
  `${kind.toString(16).padStart(8, 'f')}-0000-4000-8000-${n.toString(16).padStart(12, '0')}`

const names = [
  'Olivia',
  'Adam',
  'Wanda',
  'Mika',
  '田中太郎',
  'Ada Lovelace',
  'Ben',
  'Élodie',
  'Igor',
]
const casts: readonly (readonly (Role | 'manager' | null)[])[] = [
  ['owner', 'admin', 'manager', 'member', null, 'owner', null, null, null],
  ['owner', 'owner', 'admin', 'manager', 'member', null, null, null, null],
  ['owner', 'admin', 'admin', 'manager', 'manager', 'member', null, null, null],
]

export async function settle(d1: D1Database, seed: number, now: number): Promise<World> {
  const world = emptyWorld()
  const people = names.map((name, at): Person => ({
    id: id(1, at),
    name,
    email: `person-${at}@acme.test`,
    // The last one has an account whose address nothing has proven.
    isVerified: at < names.length - 1,
  }))
  for (const person of people) world.people.set(person.id, person)
  for (const n of [0, 1]) {
    const of = organization(n, people, casts[(seed + n) % casts.length] ?? [], now)
    world.organizations.set(of.id, of)
  }
  // Some limits are about to be reached.
  const endsAt = now + 20 * hour
  // The one that is looked at last opens again last.
  const used = { count: mailsPerAddress - (seed % 3), endsAt: endsAt + hour }
  world.quotas.set(`mail:address:${freshAddresses[0]}`, used)
  if (seed % 4 === 0) {
    const count = mailsPerOrganization - 5
    world.quotas.set(`mail:organization:${id(2, 0)}`, { count, endsAt })
  }
  await d1.batch([...noteOrder.map((text) => d1.prepare(text)), ...statements(d1, world)])
  return world
}

// The log itself says in which order the commits of one organization came, but not those of several.
const noteOrder = [
  `CREATE TABLE order_of_lines (place INTEGER PRIMARY KEY, organization_id, operation_id, line)`,
  `CREATE TRIGGER line_written AFTER INSERT ON audit_event BEGIN
    INSERT INTO order_of_lines (organization_id, operation_id, line) VALUES (NEW.organization_id, NEW.operation_id, NEW.line); END`,
]

/** All that a round has made. The objects of the next one have the same names, and know of nothing. */
export async function wipe(d1: D1Database): Promise<void> {
  const tables = ['organization', 'user', 'quota', 'job_run', 'member_word', 'invitation_word']
  await d1.batch([
    d1.prepare('DROP TRIGGER line_written'),
    d1.prepare('DROP TABLE order_of_lines'),
    // What they hold goes with them, by foreign keys.
    ...['membership', 'invitation', 'workspace', 'outbox_mail', 'audit_event', ...tables].map(
      (table) => d1.prepare(`DELETE FROM ${table}`),
    ),
  ])
}

/** The one session of somebody, which never ends. */
export const sessionOf = (userId: string) => `session of ${userId}`

export function insertSessions(d1: D1Database, people: readonly Person[]): D1PreparedStatement {
  const rows = people.map(({ id: userId }) => ({ id: sessionOf(userId), userId }))
  return d1
    .prepare(
      `INSERT INTO session (id, token, user_id, expires_at, created_at, updated_at)
        SELECT value ->> 'id', value ->> 'id', value ->> 'userId', 1 << 52, 1 << 52, 1 FROM json_each(?)`,
    )
    .bind(JSON.stringify(rows))
}

function organization(
  n: number,
  people: readonly Person[],
  cast: readonly (Role | 'manager' | null)[],
  now: number,
): Organization {
  const createdAt = now - 1000
  const workspaces = ['Web', 'Mobile', 'Old'].map((name, at) => ({
    id: id(3 + n, at),
    name,
    description: '',
    archivedAt: name === 'Old' ? createdAt : null,
    createdAt: createdAt + at,
  }))
  const web = workspaces[0]?.id ?? ''
  const members = people.flatMap((person, at): [string, Member][] => {
    const part = cast[(at + n * 2) % cast.length] ?? null
    if (part === null) return []
    const role = part === 'manager' ? 'member' : part
    const grants = new Map<string, WorkspaceRole>()
    if (part === 'manager') grants.set(web, 'manager')
    return [[person.id, { role, shownName: null, grants, joinedAt: createdAt, lastActiveAt: 0 }]]
  })
  return {
    id: id(2, n),
    name: n === 0 ? 'Acme' : 'Überraum',
    isDeleted: false,
    version: 1,
    members: new Map(members),
    workspaces: new Map(workspaces.map((workspace) => [workspace.id, workspace])),
    invitations: new Map(),
    mails: [],
    deeds: new Map(),
  }
}

function statements(d1: D1Database, world: World): D1PreparedStatement[] {
  const organizations = [...world.organizations.values()]
  const of = (text: string, rows: unknown[]) => d1.prepare(text).bind(JSON.stringify(rows))
  const v = (name: string) => `value ->> '${name}'`
  const quotas = [...world.quotas].map(([key, quota]) => ({ key, ...quota }))
  return [
    of(
      `INSERT INTO user (id, name, email, email_verified, created_at, updated_at)
        SELECT ${v('id')}, ${v('name')}, ${v('email')}, ${v('isVerified')}, 1, 1 FROM json_each(?)`,
      [...world.people.values()],
    ),
    insertSessions(d1, [...world.people.values()]),
    of(
      `INSERT INTO organization (id, name, created_at) SELECT ${v('id')}, ${v('name')}, 1 FROM json_each(?)`,
      organizations,
    ),
    of(
      `INSERT INTO workspace (id, organization_id, name, description, archived_at, created_at)
        SELECT ${v('id')}, ${v('organizationId')}, ${v('name')}, '', ${v('archivedAt')}, ${v('createdAt')} FROM json_each(?)`,
      organizations.flatMap(({ id: organizationId, workspaces }) =>
        [...workspaces.values()].map((workspace) => ({ ...workspace, organizationId })),
      ),
    ),
    of(
      `INSERT INTO membership (organization_id, user_id, role, joined_at)
        SELECT ${v('organizationId')}, ${v('userId')}, ${v('role')}, ${v('joinedAt')} FROM json_each(?)`,
      organizations.flatMap(({ id: organizationId, members }) =>
        [...members].map(([userId, member]) => ({ ...member, organizationId, userId })),
      ),
    ),
    of(
      `INSERT INTO membership_grant (organization_id, user_id, workspace_id, role)
        SELECT ${v('organizationId')}, ${v('userId')}, ${v('workspaceId')}, ${v('role')} FROM json_each(?)`,
      organizations.flatMap(({ id: organizationId, members }) =>
        [...members].flatMap(([userId, { grants }]) =>
          [...grants].map(([workspaceId, role]) => ({ organizationId, userId, workspaceId, role })),
        ),
      ),
    ),
    of(
      `INSERT INTO quota (key, count, window_ends_at) SELECT ${v('key')}, ${v('count')}, ${v('endsAt')} FROM json_each(?)
        WHERE ${v('key')} NOT LIKE 'mail:organization:%'`,
      quotas,
    ),
    of(
      `UPDATE organization SET mail_count = ${v('count')}, mail_window_ends_at = ${v('endsAt')} FROM json_each(?)
        WHERE ${v('key')} = 'mail:organization:' || organization.id`,
      quotas,
    ),
  ]
}
