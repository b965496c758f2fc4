import { addressKey, mailableAddress } from '../address.ts'
import type { Change, Decision, Moment, NewInvitation } from '../change.ts'
import { aboutInvitations } from '../concern.ts'
import { refuseGrantChanges, withGrantChanges } from '../grants.ts'
import type { Locale } from '../mail.ts'
import { countingChanges, countTowards, type Count, type Limit } from '../quota.ts'
import type { InvitationRecord, QuotaRecord, Viewer, WorkspaceRecord } from '../records.ts'
import { allow, refuse, type Decided } from '../refusal.ts'
import type { GrantChange, OrganizationRole } from '../roles.ts'
import type { InvitationView } from '../views.ts'
import { invitationMail } from './mail.ts'
import { refuseInvitingAs } from './permissions.ts'
import { presentInvitation } from './present.ts'
import { invitationLifetimeMs, statusAt, type StatusSource } from './status.ts'

/** An invitation that is recorded as pending or expired. */
export type OpenInvitation = { id: string; emailKey: string } & StatusSource

/** What one invitation or many are decided on; of addresses and counts no more than are asked for. */
export type InviteSnapshot = {
  organizationName: string
  actor: Viewer
  open: OpenInvitation[]
  /** The address keys of members. */
  members: string[]
  workspaces: WorkspaceRecord[]
  /** What a mail to an address counts towards. */
  limitsOf: (emailKey: string) => Limit[]
  counted: QuotaRecord[]
}

/** One address that is asked for. */
export type Asked = { email: string; role: OrganizationRole; grants: GrantChange[] }

/** One address that is invited, and what that takes. */
type Invitee = {
  invitation: NewInvitation
  recipient: string
  /** The ids of invitations that have expired (R17). */
  superseded: string[]
  counts: Count[]
}

/** R1 to R8, R17, R42. */
export function decideInvite(
  snapshot: InviteSnapshot,
  { locale, ...asked }: Asked & { locale: Locale },
  moment: Moment,
): Decided<Decision<InvitationView>> {
  const decided = inviteesOf(snapshot, moment)(asked)
  if (!decided.ok) return decided
  const { actor } = snapshot
  return allow({
    ...inviting(snapshot, [decided.value], locale, moment),
    answer: presentInvitation(newRecord(decided.value.invitation, actor), actor, moment.now),
  })
}

/**
 * Decides one address after the other: whoever is invited stands in the way of the same address, and is counted,
 * from then on.
 */
export function inviteesOf(
  { actor, workspaces, limitsOf, ...snapshot }: InviteSnapshot,
  { now, newId }: Moment,
): (asked: Asked) => Decided<Invitee> {
  const members = new Set(snapshot.members)
  const open = Map.groupBy(snapshot.open, ({ emailKey }) => emailKey)
  const counted = new Map(snapshot.counted.map((quota) => [quota.key, quota]))

  return (asked) => {
    const refused = refuseInvitingAs(actor, asked.role)
    if (refused) return refused
    const grants = withGrantChanges([], asked.grants)
    if (grants.length > 0 && asked.role !== 'member') return refuse('grants_need_member_role')
    const emailKey = addressKey(asked.email)
    const recipient = mailableAddress(asked.email)
    if (emailKey === null || recipient === null) return refuse('invalid_email')
    if (members.has(emailKey)) return refuse('already_member')
    const sameAddress = open.get(emailKey) ?? []
    if (sameAddress.some((other) => isInTheWay(other, now))) return refuse('already_invited')
    const unavailable = refuseGrantChanges(grants, [], workspaces)
    if (unavailable) return unavailable
    const limits = limitsOf(emailKey)
    const spent = limits.flatMap(({ key }) => counted.get(key) ?? [])
    const counting = countTowards(limits, spent, now)
    if (!counting.ok) return counting

    const invitation: NewInvitation = {
      id: newId(),
      email: asked.email.trim(),
      emailKey,
      role: asked.role,
      createdBy: actor.id,
      sentAt: now,
      expiresAt: now + invitationLifetimeMs,
      grants,
    }
    open.set(emailKey, [newRecord(invitation, actor)])
    for (const count of counting.value) counted.set(count.key, count)
    const superseded = sameAddress.map(({ id }) => id)
    return allow({ invitation, recipient, superseded, counts: counting.value })
  }
}

/** R5, R17. */
export function isInTheWay(other: StatusSource, now: number): boolean {
  return statusAt(other, now) !== 'expired'
}

/** What inviting all of these changes, and what the audit log says of it. */
export function inviting(
  { organizationName, actor, workspaces }: InviteSnapshot,
  invitees: readonly Invitee[],
  locale: Locale,
  { now }: Moment,
): Omit<Decision<unknown>, 'answer'> {
  if (invitees.length === 0) return { changes: [], events: [], concerns: [] }
  const superseded = invitees.flatMap(({ invitation, superseded: ids }) =>
    ids.map((id) => ({ id, by: invitation.id })),
  )
  const mails = invitees.map(({ invitation, recipient }) => ({
    invitationId: invitation.id,
    generation: 1,
    recipient,
    payload: invitationMail(invitation, actor, organizationName, workspaces, locale),
    now,
  }))
  return {
    changes: [
      ...supersede(
        superseded.map(({ id }) => id),
        now,
      ),
      { kind: 'invitations.insert', invitations: invitees.map(({ invitation }) => invitation) },
      { kind: 'mails.queue', mails },
      ...countingChanges(
        invitees.flatMap(({ counts }) => counts),
        now,
      ),
    ],
    events: [
      ...invitees.map(({ invitation: { id, role, grants } }) => ({
        verb: 'invitation.create',
        subjectId: id,
        details: { role, grants },
      })),
      ...superseded.map(({ id, by }) => ({
        verb: 'invitation.supersede',
        subjectId: id,
        details: { by },
      })),
    ],
    concerns: [
      aboutInvitations(
        ...invitees.map(({ invitation }) => ({ createdBy: actor, grants: invitation.grants })),
      ),
      { topic: 'invitations', invitationIds: superseded.map(({ id }) => id) },
    ],
  }
}

/** R17. */
function supersede(invitationIds: string[], now: number): Change[] {
  if (invitationIds.length === 0) return []
  return [
    {
      kind: 'invitations.close',
      invitationIds,
      status: 'superseded',
      closedAt: now,
      acceptedBy: null,
    },
  ]
}

function newRecord(invitation: NewInvitation, actor: Viewer): InvitationRecord {
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
    mail: { status: 'queued', failure: null, sentAt: null, createdAt: invitation.sentAt },
  }
}
