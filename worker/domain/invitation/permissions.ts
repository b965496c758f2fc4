import type { InvitationRecord, Viewer } from '../records.ts'
import { refuse, type Refused } from '../refusal.ts'
import { can, isWithinCeiling } from '../roles.ts'
import { resendPauseMs, statusAt } from './status.ts'

/** Listed under "Pending invites" and still to be acted on (R11): pending, on hold or expired. */
function isOpen(invitation: InvitationRecord): boolean {
  return invitation.status === 'pending' || invitation.status === 'expired'
}

/** R12. */
export function maySee(viewer: Viewer, invitation: InvitationRecord): boolean {
  if (can(viewer.role, 'invitation.seeAll')) return true
  if (invitation.createdBy?.id === viewer.id) return true
  return invitation.grants.some(({ workspaceId }) => viewer.manages.includes(workspaceId))
}

/** R13. */
export function maySeeGrant(
  viewer: Viewer,
  invitation: InvitationRecord,
  workspaceId: string,
): boolean {
  if (can(viewer.role, 'invitation.seeAll')) return true
  if (invitation.createdBy?.id === viewer.id) return true
  return viewer.manages.includes(workspaceId)
}

/** R1, R2: why somebody may not invite as a role, if so. */
export function refuseInvitingAs(
  viewer: Viewer,
  role: InvitationRecord['role'],
): Refused | undefined {
  if (!can(viewer.role, 'invitation.create')) return refuse('not_permitted')
  if (!isWithinCeiling(viewer.role, role)) return refuse('role_above_ceiling')
  return undefined
}

/** R14, R18. */
export function refuseResending(
  viewer: Viewer,
  invitation: InvitationRecord,
  now: number,
): Refused | undefined {
  const refused = refuseInvitingAs(viewer, invitation.role)
  if (refused) return refused
  if (!isOpen(invitation)) return refuse('invitation_not_pending')
  // The pause is between two resends: the first one may follow the invitation at once.
  const wait = invitation.generation > 1 ? invitation.sentAt + resendPauseMs - now : 0
  return wait > 0 ? refuse('resend_too_soon', Math.ceil(wait / 1000)) : undefined
}

/** R26: whoever may invite as that role takes it over as its sponsor. What is not on hold is in nobody's way. */
export function refuseApproving(
  viewer: Viewer,
  invitation: InvitationRecord,
  now: number,
): Refused | undefined {
  const refused = refuseInvitingAs(viewer, invitation.role)
  if (refused) return refused
  switch (statusAt(invitation, now)) {
    case 'on_hold':
    case 'pending':
      return undefined
    case 'expired':
      return refuse('invitation_expired')
    default:
      return refuse('invitation_not_pending')
  }
}

/** R15. Cancelling only takes away, so a creator may also where the ceiling of R18 has sunk below the role since. */
export function refuseCanceling(viewer: Viewer, invitation: InvitationRecord): Refused | undefined {
  const refused = refuseCancelingAsAnybody(viewer, invitation)
  if (refused) return refused
  return isOpen(invitation) ? undefined : refuse('invitation_not_pending')
}

function refuseCancelingAsAnybody(
  viewer: Viewer,
  invitation: InvitationRecord,
): Refused | undefined {
  if (invitation.createdBy?.id === viewer.id) return undefined
  if (can(viewer.role, 'invitation.cancel')) {
    return isWithinCeiling(viewer.role, invitation.role) ? undefined : refuse('role_above_ceiling')
  }
  const managesAll = invitation.grants.every(({ workspaceId }) =>
    viewer.manages.includes(workspaceId),
  )
  return invitation.grants.length > 0 && managesAll ? undefined : refuse('not_permitted')
}

/** R16: why nothing of an invitation's grants may be changed. Which rows may is `mayChangeGrantIn`. */
export function refuseChangingGrants(
  viewer: Viewer,
  invitation: InvitationRecord,
): Refused | undefined {
  if (!can(viewer.role, 'invitation.changeGrants')) {
    if (viewer.manages.length === 0 || !maySee(viewer, invitation)) return refuse('not_permitted')
  } else if (!isWithinCeiling(viewer.role, invitation.role)) {
    return refuse('role_above_ceiling')
  }
  if (!isOpen(invitation)) return refuse('invitation_not_pending')
  return invitation.role === 'member' ? undefined : refuse('grants_need_member_role')
}

/** R16: a Workspace manager changes only the rows of workspaces that they manage. */
export function mayChangeGrantIn(viewer: Viewer, workspaceId: string): boolean {
  return can(viewer.role, 'invitation.changeGrants') || viewer.manages.includes(workspaceId)
}

/** R26, R29: why an invitation can't be accepted at this instant, whoever asks; `generation` is that of their link. */
export function refuseOpening(
  invitation: InvitationRecord,
  generation: number,
  now: number,
): Refused | undefined {
  if (generation !== invitation.generation) return refuse('invitation_not_pending')
  switch (statusAt(invitation, now)) {
    case 'pending':
      return undefined
    case 'expired':
      return refuse('invitation_expired')
    case 'on_hold':
      return refuse('invitation_on_hold')
    default:
      return refuse('invitation_not_pending')
  }
}
