import { randomUUID } from 'node:crypto'
import { mailIdOf, type InvitationMail, type Locale } from '../../worker/domain/mail.ts'
import { invitationLifetimeMs } from '../../worker/domain/invitation/status.ts'
import { insert, literal } from '../lib/sql.ts'

/** The first Owner of a deployment, checked: a clean name, and an address with its key. */
export type FirstOwner = {
  organization: { id: string; name: string; isNew: boolean }
  email: string
  emailKey: string
  recipient: string
  locale: Locale
}

/** Two organizations at most, with how many members they have. Of a deleted one there is only its tombstone. */
export const organizationsQuery = `SELECT id, name,
  (SELECT count(*) FROM membership WHERE organization_id = organization.id) AS members
  FROM organization WHERE deleted_at IS NULL LIMIT 2`

/** The SQL of R30: the organization, if it is new, and the system's invitation of its Owner with the mail it owes (R8). */
export function bootstrapStatements(owner: FirstOwner, now: number): string[] {
  const { organization, email, emailKey, recipient } = owner
  const organization_id = organization.id
  const invitationId = randomUUID()
  const expires_at = now + invitationLifetimeMs
  return [
    ...(organization.isNew
      ? [insert('organization', { id: organization_id, name: organization.name, created_at: now })]
      : closeEarlier(organization_id, now)),
    insert('invitation', {
      id: invitationId,
      organization_id,
      email,
      email_key: emailKey,
      role: 'owner',
      status: 'pending',
      generation: 1,
      content_version: 1,
      created_at: now,
      sent_at: now,
      expires_at,
    }),
    insert('outbox_mail', {
      id: mailIdOf(invitationId, 1),
      organization_id,
      invitation_id: invitationId,
      generation: 1,
      recipient,
      payload: JSON.stringify(mailOf(owner, expires_at)),
      status: 'queued',
      next_attempt_at: now,
      created_at: now,
    }),
    audited(organization_id, invitationId, now),
  ]
}

/** Who was invited before and never came must not come afterwards: the last one invited is the Owner. */
function closeEarlier(organizationId: string, now: number): string[] {
  const id = literal(organizationId)
  return [
    `UPDATE "organization" SET "version" = "version" + 1 WHERE "id" = ${id};`,
    `UPDATE "invitation" SET "status" = 'canceled', "closed_at" = ${literal(now)}
     WHERE "organization_id" = ${id} AND "status" IN ('pending', 'expired');`,
  ]
}

function mailOf({ locale, organization, email }: FirstOwner, expiresAt: number): InvitationMail {
  return {
    kind: 'invitation',
    locale,
    organizationName: organization.name,
    sponsor: null,
    email,
    role: 'owner',
    workspaces: [],
    expiresAt,
  }
}

function audited(organization_id: string, subject_id: string, now: number): string {
  return insert('audit_event', {
    id: randomUUID(),
    organization_id,
    verb: 'invitation.create',
    actor: 'system:bootstrap',
    subject_id,
    details: JSON.stringify({ role: 'owner', grants: [] }),
    created_at: now,
  })
}
