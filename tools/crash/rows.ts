import { query } from '../lib/local-database.ts'

const grants = (table: string, where: string) =>
  `(SELECT json_group_object(workspace_id, role) FROM (SELECT workspace_id, role FROM ${table} WHERE ${where} ORDER BY 1))`

const queries = {
  organizations: 'SELECT id, version FROM organization',
  invitations: `SELECT id, organization_id AS organizationId, email, role, status, generation, content_version AS contentVersion,
    sponsor_id AS sponsor, accepted_by AS acceptedBy, ${grants('invitation_grant', 'invitation_id = invitation.id')} AS grants FROM invitation`,
  memberships: `SELECT organization_id AS organizationId, user_id AS userId, role, display_name AS shownName,
    ${grants('membership_grant', 'organization_id = membership.organization_id AND user_id = membership.user_id')} AS grants FROM membership`,
  mails: `SELECT id, invitation_id AS invitationId, generation, recipient, status FROM outbox_mail`,
  // In the order of an organization's commits.
  events: `SELECT organization_id AS organizationId, operation_id AS operationId, verb, actor, subject_id AS subjectId, details, answer
    FROM audit_event ORDER BY organization_id, version, line`,
  counts: `SELECT organization_id || ' ' || kind.key AS id, kind.value AS count FROM organization_total,
    json_each(json_object('owner', owner, 'admin', admin, 'member', member, 'pending', pending, 'expired', expired,
    'accepted', accepted, 'declined', declined, 'canceled', canceled, 'superseded', superseded)) AS kind WHERE kind.value <> 0 ORDER BY 1`,
  recounts: `SELECT organization_id || ' ' || role AS id, count(*) AS count FROM membership GROUP BY 1
    UNION ALL SELECT organization_id || ' ' || status AS id, count(*) FROM invitation GROUP BY 1 ORDER BY 1`,
  quotas: 'SELECT id, mail_count AS count FROM organization WHERE mail_count > 0 ORDER BY 1',
  requotas:
    'SELECT organization_id AS id, count(*) AS count FROM outbox_mail GROUP BY 1 ORDER BY 1',
  integrity: 'PRAGMA integrity_check',
  orphans: 'PRAGMA foreign_key_check',
} as const

export type Grants = Record<string, string>
export type InvitationRow = {
  id: string
  organizationId: string
  email: string
  role: string
  status: string
  generation: number
  contentVersion: number
  sponsor: string
  acceptedBy: string | null
  grants: Grants
}
export type MembershipRow = {
  organizationId: string
  userId: string
  role: string
  shownName: string | null
  grants: Grants
}
export type MailRow = {
  id: string
  invitationId: string
  generation: number
  recipient: string
  status: string
}
export type EventRow = {
  organizationId: string
  operationId: string
  verb: string
  actor: string
  subjectId: string
  details: Record<string, unknown>
  answer: unknown
}
type Count = { id: string; count: number }

export type Rows = {
  organizations: { id: string; version: number }[]
  invitations: InvitationRow[]
  memberships: MembershipRow[]
  mails: MailRow[]
  events: EventRow[]
  counts: Count[]
  recounts: Count[]
  quotas: Count[]
  requotas: Count[]
  integrity: unknown[]
  orphans: unknown[]
}

const json = ['grants', 'details', 'answer']

/** What stands in the database of `state`; nobody may write meanwhile. */
export function readRows(state: string): Rows {
  const read = Object.entries(queries).map(([name, sql]) => [name, query(state, sql).map(plain)])
  return Object.fromEntries(read) as Rows
}

/** A row as a plain object, with what is JSON in it read. */
function plain(row: Record<string, unknown>): Record<string, unknown> {
  const values = Object.entries(row).map(([name, value]) => [
    name,
    json.includes(name) && typeof value === 'string' ? (JSON.parse(value) as unknown) : value,
  ])
  return Object.fromEntries(values) as Record<string, unknown>
}
