/** A crowd in an organization of a test's own, by plain SQL: as many as lists must bear. */
import { env } from 'cloudflare:workers'
import type { StoredStatus } from '../domain/invitation/status.ts'
import type { OrganizationRole } from '../domain/roles.ts'

const firstNames = 'Ada Ben Cleo Dora Emil Fay Gus Hana Ida Jan Kim Lea Max Nia Ole Pia'.split(' ')
const lastNames =
  'Abel Berg Castro Dietz Evans Falk Gruber Haas Ito Jensen Klein Lund Mori Novak Olsen Park'.split(
    ' ',
  )

export type CrowdMember = {
  id: string
  name: string
  email: string
  role: OrganizationRole
  joinedAt: number
  lastActiveAt: number
  workspaces: string[]
}

export type CrowdInvitation = {
  id: string
  email: string
  status: StoredStatus
  createdAt: number
  expiresAt: number
  createdBy: string | null
  sponsorId: string | null
  workspaces: string[]
  isDelivered: boolean
}

const pickOf = <T>(list: readonly T[], at: number): T => list[at % list.length] as T

/** The name of the n-th, of 256 that come again and again. */
export const nameOf = (n: number) =>
  `${pickOf(firstNames, n)} ${pickOf(lastNames, Math.floor(n / firstNames.length))}`

export async function insertMembers(organizationId: string, members: readonly CrowdMember[]) {
  const json = JSON.stringify(members)
  const sql = [
    `INSERT INTO user (id, name, email, email_verified, created_at, updated_at)
      SELECT value ->> 'id', value ->> 'name', value ->> 'email', 1, 1, 1 FROM json_each(?1) WHERE ?2 <> ''`,
    `INSERT INTO membership (organization_id, user_id, role, joined_at, last_active_at)
      SELECT ?2, value ->> 'id', value ->> 'role', value ->> 'joinedAt', value ->> 'lastActiveAt' FROM json_each(?1)`,
    `INSERT INTO membership_grant (organization_id, user_id, workspace_id, role)
      SELECT ?2, m.value ->> 'id', w.value, 'member' FROM json_each(?1) AS m, json_each(m.value, '$.workspaces') AS w`,
  ]
  await env.DB.batch(sql.map((query) => env.DB.prepare(query).bind(json, organizationId)))
}

export async function insertInvitations(
  organizationId: string,
  invitations: readonly CrowdInvitation[],
) {
  const json = JSON.stringify(invitations)
  const sql = [
    `INSERT INTO invitation (id, organization_id, email, email_key, role, status, generation, content_version,
        created_by, sponsor_id, created_at, sent_at, expires_at)
      SELECT value ->> 'id', ?2, value ->> 'email', lower(value ->> 'email'), 'member', value ->> 'status', 1, 1,
        value ->> 'createdBy', value ->> 'sponsorId', value ->> 'createdAt', value ->> 'createdAt', value ->> 'expiresAt'
      FROM json_each(?1)`,
    `INSERT INTO invitation_grant (invitation_id, workspace_id, role)
      SELECT i.value ->> 'id', w.value, 'member' FROM json_each(?1) AS i, json_each(i.value, '$.workspaces') AS w
      WHERE ?2 <> ''`,
    `INSERT INTO outbox_mail (id, organization_id, invitation_id, generation, recipient, payload, status, next_attempt_at, created_at)
      SELECT 'mail ' || (value ->> 'id'), ?2, value ->> 'id', 1, value ->> 'email', '{}',
        CASE WHEN value ->> 'isDelivered' THEN 'sent' ELSE 'failed' END, 1, 1 FROM json_each(?1)`,
  ]
  await env.DB.batch(sql.map((query) => env.DB.prepare(query).bind(json, organizationId)))
}

/** The n-th member of an organization. */
export function crowdMember(organizationId: string, n: number, workspaces: string[]): CrowdMember {
  const name = nameOf(n)
  const domain = organizationId.slice(0, 8)
  return {
    id: crypto.randomUUID(),
    name,
    email: `${name.toLowerCase().replace(' ', '.')}.${n}@${domain}.test`,
    role: n % 50 === 0 ? 'admin' : 'member',
    joinedAt: Date.UTC(2026, 0, 1) + (n % 700) * 60_000,
    lastActiveAt: n % 7 === 0 ? 0 : Date.now() - (n % 90) * 24 * 3_600_000,
    workspaces,
  }
}
