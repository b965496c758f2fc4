import type { OrganizationRole } from '../roles.ts'
import { can, isWithinCeiling } from '../roles.ts'

/** R10. */
export const invitationLifetimeMs = 72 * 60 * 60 * 1000
/** R14. */
export const resendPauseMs = 60 * 1000

export type StoredStatus =
  'pending' | 'expired' | 'accepted' | 'declined' | 'canceled' | 'superseded'
export type InvitationStatus = StoredStatus | 'on_hold'

/** What a status is read from. `sponsor` is `null` when the system invites; its role is `null` once they left. */
export type StatusSource = {
  status: StoredStatus
  expiresAt: number
  role: OrganizationRole
  sponsor: { role: OrganizationRole | null } | null
}

/** The one reading of an invitation's status: expired as soon as now ≥ expiresAt (R10), on hold with its sponsor (R26). */
export function statusAt(invitation: StatusSource, now: number): InvitationStatus {
  if (invitation.status !== 'pending') return invitation.status
  if (now >= invitation.expiresAt) return 'expired'
  return isOnHold(invitation) ? 'on_hold' : 'pending'
}

function isOnHold({ role, sponsor }: StatusSource): boolean {
  if (sponsor === null) return false
  if (sponsor.role === null) return true
  return !mayInviteAs(sponsor.role, role)
}

/** R1, R2. */
export function mayInviteAs(actor: OrganizationRole, role: OrganizationRole): boolean {
  return can(actor, 'invitation.create') && isWithinCeiling(actor, role)
}

/** What a list is narrowed down to: a status, all of history, or what is pending with a mail that did not arrive. */
export type InvitationFilterStatus = InvitationStatus | 'closed' | 'not_delivered'
