/** Whether each mail came to what it had to: was sent, or is not for a reason that there was. */
import { Violation } from './judge.ts'
import type { World } from './oracle/world.ts'
import type { MailSink } from './sink.ts'

export type MailRow = {
  id: string
  organizationId: string
  invitationId: string
  generation: number
  status: string
  failure: string | null
  firstAttemptAt: number | null
}

/** Of those that have come to an end. */
export const endedMails = `SELECT id, organization_id AS organizationId, invitation_id AS invitationId, generation, status, failure,
  first_attempt_at AS firstAttemptAt FROM outbox_mail WHERE status <> 'queued'`

/** A mail is tried for so long: its key is known to the provider for a day, and the last try has to be over by then. */
const triedForMs = (24 * 60 - 5) * 60_000
/** Between two tries. */
const longestWaitMs = 60 * 60_000

/**
 * What has come to an end must have had a reason to. To be asked after every wave: an invitation that is closed later
 * was no reason before.
 */
export function expectReasons(
  ended: readonly MailRow[],
  world: World,
  sink: MailSink,
  now: number,
): void {
  for (const mail of ended) {
    if (!hasReason(mail, world, sink, now)) {
      const { id, status, failure } = mail
      throw new Violation(`the mail ${id} is ${status} (${failure ?? 'no failure'}), for no reason`)
    }
  }
}

function hasReason(mail: MailRow, world: World, sink: MailSink, now: number): boolean {
  switch (mail.status) {
    case 'sent':
      return sink.taken.has(mail.id)
    case 'obsolete':
      return isOvertaken(mail, world, now)
    case 'failed':
      return mail.failure === 'gave_up'
        ? wasTriedForLong(mail, world, now)
        : sink.refused.get(mail.id)?.has(mail.failure ?? '') === true
    default:
      return false
  }
}

/** Once it is, it stays so. */
function isOvertaken(
  { organizationId, invitationId, generation }: MailRow,
  world: World,
  now: number,
): boolean {
  const invitation = world.organizations.get(organizationId)?.invitations.get(invitationId)
  if (!invitation || invitation.generation > generation) return true
  return invitation.status !== 'pending' || invitation.expiresAt <= now
}

/** A run that died may have begun the first try without anybody else hearing of it: the row has to be believed, but for the time before it was owed. */
function wasTriedForLong(
  { organizationId, invitationId, generation, firstAttemptAt }: MailRow,
  world: World,
  now: number,
): boolean {
  const owed = world.organizations
    .get(organizationId)
    ?.mails.find((mail) => mail.invitationId === invitationId && mail.generation === generation)
  if (!owed || firstAttemptAt === null || firstAttemptAt < owed.owedAt) return false
  return now + longestWaitMs >= firstAttemptAt + triedForMs
}
