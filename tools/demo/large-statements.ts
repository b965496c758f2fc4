import { invitationLifetimeMs } from '../../worker/domain/invitation/status.ts'
import { mailIdOf } from '../../worker/domain/mail.ts'
import { insert, insertAll, type Value } from '../lib/sql.ts'
import {
  chances,
  globex,
  invitationsIn,
  largeInvitation,
  largeMember,
  largeWorkspaces,
  sizes,
  type LargeInvitation,
  type LargeMember,
} from './large.ts'
import { demoId, people } from './organization.ts'

const organization_id = globex.id
const hour = 3_600_000

/** The SQL that makes Globex beside the demo's organization, whose people are members of it. */
export function largeStatements(now = Date.now()): string[] {
  const chance = chances()
  const known = people.slice(0, 3).map((person, n) => demoMember(person, n, now))
  const unknown = Array.from({ length: sizes.members - known.length }, (_, n) =>
    largeMember(n, now, chance),
  )
  const invitations = invitationsIn
    .flatMap(([state, count]) => Array.from({ length: count }, () => state))
    .map((state, n) => largeInvitation(n, state, now, chance))
  return [
    insert('organization', {
      id: organization_id,
      name: globex.name,
      created_at: globex.foundedAt,
    }),
    insertAll('workspace', largeWorkspaces.map(workspaceRow)),
    insertAll('user', unknown.map(userRow)),
    ...membersSql([...known, ...unknown]),
    ...invitationsSql(invitations, unknown),
  ]
}

/** Olivia is an Owner here too, Adam an Admin, and Wanda manages the first workspace. */
function demoMember(person: (typeof people)[number], n: number, now: number): LargeMember {
  const manages = [{ workspaceId: largeWorkspaces[0]?.id ?? '', role: 'manager' as const }]
  return {
    shown: person.name,
    address: '',
    userId: demoId(`user ${person.email}`),
    email: person.email,
    role: person.role,
    joinedAt: globex.foundedAt + n * hour,
    lastActiveAt: now - person.away,
    grants: person.role === 'member' ? manages : [],
  }
}

const workspaceRow = ({ id, name, createdAt, isArchived }: (typeof largeWorkspaces)[number]) => ({
  id,
  organization_id,
  name,
  created_at: createdAt,
  archived_at: isArchived ? createdAt + hour : null,
})

const userRow = ({ userId, shown, email, joinedAt }: LargeMember) => ({
  id: userId,
  name: shown,
  email,
  email_verified: 1,
  created_at: joinedAt,
  updated_at: joinedAt,
})

function membersSql(members: readonly LargeMember[]): string[] {
  return [
    insertAll(
      'membership',
      members.map(({ userId, role, joinedAt, lastActiveAt }) => ({
        organization_id,
        user_id: userId,
        role,
        joined_at: joinedAt,
        last_active_at: lastActiveAt,
      })),
    ),
    insertAll(
      'membership_grant',
      members.flatMap(({ userId, grants }) =>
        grants.map(({ workspaceId, role }) => ({
          organization_id,
          user_id: userId,
          workspace_id: workspaceId,
          role,
        })),
      ),
    ),
  ]
}

function invitationsSql(invitations: LargeInvitation[], members: LargeMember[]): string[] {
  const [olivia = '', adam = ''] = people.map(({ email }) => demoId(`user ${email}`))
  // Somebody who may not invite any more: theirs need approval.
  const lapsed = members.find(({ role }) => role === 'member')?.userId ?? ''
  const inviterOf = ({ state }: LargeInvitation, n: number) =>
    state === 'on_hold' ? lapsed : n % 3 === 0 ? olivia : adam
  return [
    insertAll(
      'invitation',
      invitations.map((invitation, n) => invitationRow(invitation, inviterOf(invitation, n))),
    ),
    insertAll(
      'invitation_grant',
      invitations.flatMap(({ id, grants }) =>
        grants.map(({ workspaceId, role }) => ({
          invitation_id: id,
          workspace_id: workspaceId,
          role,
        })),
      ),
    ),
    insertAll('outbox_mail', invitations.map(mailRow)),
    insertAll(
      'audit_event',
      invitations.map((invitation, n) => eventRow(invitation, inviterOf(invitation, n))),
    ),
  ]
}

const isPending = ({ state }: LargeInvitation) =>
  state === 'pending' || state === 'not_delivered' || state === 'on_hold'

function invitationRow(invitation: LargeInvitation, by: string): Record<string, Value> {
  const { id, email, role, state, createdAt } = invitation
  const isOpen = isPending(invitation) || state === 'expired'
  return {
    id,
    organization_id,
    email,
    email_key: email,
    role,
    status: isPending(invitation) ? 'pending' : state,
    generation: 1,
    content_version: 1,
    created_by: by,
    sponsor_id: by,
    created_at: createdAt,
    sent_at: createdAt,
    expires_at: createdAt + invitationLifetimeMs,
    closed_at: isOpen ? null : createdAt + 20 * hour,
  }
}

function mailRow({ id, email, state, createdAt }: LargeInvitation): Record<string, Value> {
  const isRefused = state === 'not_delivered'
  return {
    id: mailIdOf(id, 1),
    organization_id,
    invitation_id: id,
    generation: 1,
    recipient: email,
    payload: '{}',
    status: isRefused ? 'failed' : 'sent',
    failure: isRefused ? 'address_refused' : null,
    attempts: 1,
    next_attempt_at: createdAt,
    first_attempt_at: createdAt + 900,
    sent_at: isRefused ? null : createdAt + 1_000,
    created_at: createdAt,
  }
}

function eventRow({ id, role, grants, createdAt }: LargeInvitation, by: string) {
  return {
    id: demoId(`event of ${id}`),
    organization_id,
    verb: 'invitation.create',
    actor: by,
    subject_id: id,
    details: JSON.stringify({ role, grants }),
    created_at: createdAt,
  }
}
