import { mailableAddress } from '../address.ts'
import type { Decision, Moment } from '../change.ts'
import { aboutInvitations } from '../concern.ts'
import type { Locale } from '../mail.ts'
import { countingChanges, countTowards, type Limit } from '../quota.ts'
import type { InvitationRecord, QuotaRecord, Viewer, WorkspaceRecord } from '../records.ts'
import { allow, refuse, type Decided } from '../refusal.ts'
import type { InvitationView } from '../views.ts'
import { invitationMail } from './mail.ts'
import { refuseResending } from './permissions.ts'
import { presentInvitation } from './present.ts'
import { invitationLifetimeMs } from './status.ts'

export type ResendSnapshot = {
  organizationName: string
  actor: Viewer
  invitation: InvitationRecord | null
  isMember: boolean
  /** Whether another invitation of the same address is recorded as pending. */
  isInvitedOtherwise: boolean
  /** Those of its grants at least. */
  workspaces: WorkspaceRecord[]
  limits: Limit[]
  counted: QuotaRecord[]
}

/** R14, R18, R26 (what is on hold comes back), R42. */
export function decideResend(
  snapshot: ResendSnapshot,
  { locale }: { locale: Locale },
  { now }: Moment,
): Decided<Decision<InvitationView>> {
  const { actor, invitation } = snapshot
  if (!invitation) return refuse('not_found')
  const refused = refuseResending(actor, invitation, now)
  if (refused) return refused
  if (snapshot.isMember) return refuse('already_member')
  if (snapshot.isInvitedOtherwise) return refuse('already_invited')
  const recipient = mailableAddress(invitation.email)
  if (recipient === null) return refuse('invalid_email')
  const counting = countTowards(snapshot.limits, snapshot.counted, now)
  if (!counting.ok) return counting

  const resent: InvitationRecord = {
    ...invitation,
    status: 'pending',
    generation: invitation.generation + 1,
    sponsor: actor,
    sentAt: now,
    expiresAt: now + invitationLifetimeMs,
    closedAt: null,
    mail: { status: 'queued', failure: null, sentAt: null, createdAt: now },
  }
  const { id: invitationId, generation, sentAt, expiresAt } = resent
  const payload = invitationMail(
    resent,
    actor,
    snapshot.organizationName,
    snapshot.workspaces,
    locale,
  )
  return allow({
    changes: [
      {
        kind: 'invitation.resend',
        invitationId,
        generation,
        sponsorId: actor.id,
        sentAt,
        expiresAt,
      },
      {
        kind: 'mails.queue',
        mails: [{ invitationId, generation, recipient, payload, now }],
      },
      ...countingChanges(counting.value, now),
    ],
    events: [{ verb: 'invitation.resend', subjectId: invitationId, details: { generation } }],
    concerns: [aboutInvitations(invitation)],
    answer: presentInvitation(resent, actor, now),
  })
}
