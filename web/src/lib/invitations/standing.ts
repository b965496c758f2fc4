import type { MailFailure, InvitationView } from '#lib/domain.ts'

const soonMs = 12 * 60 * 60 * 1000

/** What a row of "Pending invites" says of its invitation: one state, and its reason or the time that is left. */
export type Standing =
  | { kind: 'pending' | 'soon'; secondsLeft: number; fraction: number; mailIsOnItsWay: boolean }
  | { kind: 'undelivered'; reason: MailFailure | null }
  | { kind: 'on_hold'; sponsor: string | null }
  | { kind: 'expired' | ClosedStatus; at: string }

/** History (R11). */
type ClosedStatus = 'accepted' | 'declined' | 'canceled' | 'superseded'

type Source = Pick<
  InvitationView,
  'status' | 'sentAt' | 'expiresAt' | 'closedAt' | 'delivery' | 'sponsor'
>

/**
 * Reads the standing at one instant. Expiry is the clock's (R10), also on a page that was loaded before; a mail that
 * did not arrive matters more than the time that is left for it.
 */
export function standingOf(invitation: Source, now: Date): Standing {
  const { status, sentAt, expiresAt, closedAt, delivery, sponsor } = invitation
  if (isClosed(status)) return { kind: status, at: closedAt ?? sentAt }
  const left = Date.parse(expiresAt) - now.getTime()
  if (status === 'expired' || left <= 0) return { kind: 'expired', at: expiresAt }
  if (status === 'on_hold') return { kind: 'on_hold', sponsor: sponsor?.name ?? null }
  if (delivery.state === 'not_delivered') return { kind: 'undelivered', reason: delivery.reason }
  return {
    kind: left < soonMs ? 'soon' : 'pending',
    secondsLeft: left / 1_000,
    fraction: Math.min(1, left / (Date.parse(expiresAt) - Date.parse(sentAt))),
    mailIsOnItsWay: delivery.state === 'queued',
  }
}

function isClosed(status: InvitationView['status']): status is ClosedStatus {
  return status !== 'pending' && status !== 'expired' && status !== 'on_hold'
}
