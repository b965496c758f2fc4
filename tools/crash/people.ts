import { randomUUID } from 'node:crypto'
import { hashPassword } from '../../worker/auth/password-hash.ts'
import { migrationFiles, readMigration } from '../lib/migrations.ts'
import { insertAll } from '../lib/sql.ts'

export type Person = { id: string; name: string; email: string }

/** One organization: who works in it, each with a workspace of their own, and who is invited again and again. */
export type Organization = {
  id: string
  staff: (Person & { workspaceId: string })[]
  guests: Person[]
  /** Where invitations end that nobody accepts. */
  addresses: string[]
  /** The workspace that invitations promise. */
  workspaceId: string
}

/** Enough to stand in each other's way. */
const staffOfOrganization = 8
export const password = 'Usher-crash-1'

export function newOrganizations(clients: number): Organization[] {
  const count = Math.ceil(clients / staffOfOrganization)
  return Array.from({ length: count }, (_, at) => {
    const size = Math.min(staffOfOrganization, clients - at * staffOfOrganization)
    const domain = `organization-${at}.test`
    const people = (what: string) =>
      Array.from({ length: size }, (_unused, n) => ({
        id: randomUUID(),
        name: `${what} ${n}`,
        email: `${what}-${n}@${domain}`,
      }))
    return {
      id: randomUUID(),
      staff: people('staff').map((person) => ({ ...person, workspaceId: randomUUID() })),
      guests: people('guest'),
      addresses: Array.from({ length: 2 * size }, (_unused, n) => `address-${n}@${domain}`),
      workspaceId: randomUUID(),
    }
  })
}

/** The SQL that makes them in an empty database, from its tables on. */
export async function statementsOf(organizations: readonly Organization[]): Promise<string[]> {
  const at = Date.now()
  const times = { created_at: at, updated_at: at }
  const people = organizations.flatMap(({ staff, guests }) => [...staff, ...guests])
  const hash = await hashPassword(password)
  return [
    ...migrationFiles().map(readMigration),
    insertAll(
      'organization',
      organizations.map(({ id }) => ({ id, name: 'Acme', created_at: at })),
    ),
    insertAll(
      'user',
      people.map(({ id, name, email }) => ({ id, name, email, email_verified: 1, ...times })),
    ),
    insertAll(
      'account',
      people.map(({ id }) => ({
        id: randomUUID(),
        user_id: id,
        provider_id: 'credential',
        account_id: id,
        password: hash,
        ...times,
      })),
    ),
    insertAll(
      'workspace',
      organizations.flatMap(({ id, workspaceId, staff }) =>
        [workspaceId, ...staff.map((person) => person.workspaceId)].map((one, n) => ({
          id: one,
          organization_id: id,
          name: `Workspace ${n}`,
          created_at: at,
        })),
      ),
    ),
    insertAll(
      'membership',
      organizations.flatMap(({ id, staff }) =>
        staff.map((person, n) => ({
          organization_id: id,
          user_id: person.id,
          role: n === 0 ? 'owner' : 'admin',
          joined_at: at,
        })),
      ),
    ),
  ]
}
