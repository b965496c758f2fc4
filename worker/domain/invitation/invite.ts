import { addressKey, mailableAddress } from '../address.ts'
import type { Change, Decision, Moment, NewInvitation } from '../change.ts'
import { aboutInvitations } from '../concern.ts'
import { refuseGrantChanges, withGrantChanges } from '../grants.ts'
import type { Locale } from '../mail.ts'
import { countTowards, type Limit } from '../quota.ts'
import type { InvitationRecord, QuotaRecord, Viewer, WorkspaceRecord } from '../records.ts'
import { allow, refuse, type Decided } from '../refusal.ts'
import type { GrantChange, OrganizationRole } from '../roles.ts'
import type { InvitationView } from '../views.ts'
import { invitationMail } from './mail.ts'
import { refuseInvitingAs } from './permissions.ts'
import { presentInvitation } from './present.ts'
import { invitationLifetimeMs, statusAt, type StatusSource } from './status.ts'

export type InviteSnapshot = {
  organizationName: string
  actor: Viewer
  /** Invitations of this address that are recorded as pending or expired. */
  sameAddress: ({ id: string } & StatusSource)[]
  isMember: boolean
  workspaces: WorkspaceRecord[]
  limits: Limit[]
  counted: QuotaRecord[]
}

export type InviteInput = {
  email: string
  role: OrganizationRole
  grants: GrantChange[]
  locale: Locale
}

/** R1 to R8, R17, R42. */
export function decideInvite(
  snapshot: InviteSnapshot,
  input: InviteInput,
  { now, newId }: Moment,
): Decided<Decision<InvitationView>> {
  const { actor, sameAddress, workspaces } = snapshot
  const refused = refuseInvitingAs(actor, input.role)
  if (refused) return refused

  const wanted = withGrantChanges([], input.grants)
  if (wanted.length > 0 && input.role !== 'member') return refuse('grants_need_member_role')
  const emailKey = addressKey(input.email)
  const recipient = mailableAddress(input.email)
  if (emailKey === null || recipient === null) return refuse('invalid_email')
  if (snapshot.isMember) return refuse('already_member')
  if (sameAddress.some((other) => statusAt(other, now) !== 'expired'))
    return refuse('already_invited')
  const unavailable = refuseGrantChanges(wanted, [], workspaces)
  if (unavailable) return unavailable
  const counting = countTowards(snapshot.limits, snapshot.counted, now)
  if (!counting.ok) return counting

  const invitation: NewInvitation = {
    id: newId(),
    email: input.email.trim(),
    emailKey,
    role: input.role,
    createdBy: actor.id,
    sentAt: now,
    expiresAt: now + invitationLifetimeMs,
  }
  const record = newRecord(invitation, actor, wanted)
  const mail = invitationMail(record, actor, snapshot.organizationName, workspaces, input.locale)
  return allow({
    changes: [
      ...sameAddress.map(({ id }) => supersede(id, now)),
      { kind: 'invitation.insert', invitation, grants: wanted },
      {
        kind: 'mail.queue',
        mail: {
          id: newId(),
          invitationId: invitation.id,
          generation: 1,
          recipient,
          payload: mail,
          now,
        },
      },
      ...counting.value,
    ],
    events: [
      {
        verb: 'invitation.create',
        subjectId: invitation.id,
        details: { role: input.role, grants: wanted },
      },
      ...sameAddress.map(({ id }) => ({
        verb: 'invitation.supersede',
        subjectId: id,
        details: { by: invitation.id },
      })),
    ],
    concerns: [
      aboutInvitations(record),
      { topic: 'invitations', invitationIds: sameAddress.map(({ id }) => id) },
    ],
    answer: presentInvitation(record, actor, now),
  })
}

/** R17. */
function supersede(invitationId: string, now: number): Change {
  return {
    kind: 'invitation.close',
    invitationId,
    status: 'superseded',
    closedAt: now,
    acceptedBy: null,
  }
}

function newRecord(
  invitation: NewInvitation,
  actor: Viewer,
  grants: InvitationRecord['grants'],
): InvitationRecord {
  return {
    ...invitation,
    status: 'pending',
    generation: 1,
    contentVersion: 1,
    createdBy: actor,
    sponsor: actor,
    createdAt: invitation.sentAt,
    closedAt: null,
    acceptedBy: null,
    grants,
    mail: { status: 'queued', failure: null, sentAt: null, createdAt: invitation.sentAt },
  }
}
