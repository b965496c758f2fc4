/** The rules of docs/rules.md that more than one verb rests on. */
import type { Grants, Invitation, Member, Organization, Role, World } from './world.ts'

/** R10. */
export const lifetimeMs = 72 * 60 * 60 * 1000
/** R14. */
const pauseMs = 60 * 1000
/** R42. */
export const mailsPerOrganization = 1000
export const mailsPerAddress = 20
export const dayMs = 24 * 60 * 60 * 1000

export type Reason = string
export type Refusal = { reason: Reason; retryAfter?: number }
export type Status = Invitation['status'] | 'on_hold'

/** Whoever asks, as the member that they are. */
export type Asker = Member & { id: string }

/** What a member's command is decided on. */
export type Scene = { world: World; of: Organization; asker: Asker; now: number }

const administers = (role: Role) => role === 'owner' || role === 'admin'

/** R1, R2, R18, R34, R35: an Owner reaches everybody, an Admin everybody but Owners. */
const reaches = (role: Role, other: Role) =>
  role === 'owner' || (role === 'admin' && other !== 'owner')

export const isAdministrator = ({ role }: { role: Role }) => administers(role)

/** R10, R26. */
export function statusAt(of: Organization, invitation: Invitation, now: number): Status {
  if (invitation.status !== 'pending') return invitation.status
  if (now >= invitation.expiresAt) return 'expired'
  const sponsor = of.members.get(invitation.sponsor)
  return sponsor && reaches(sponsor.role, invitation.role) ? 'pending' : 'on_hold'
}

/** R11: in the list of pending invites, and to be acted on. */
export const isOpen = ({ status }: Invitation) => status === 'pending' || status === 'expired'

/** R1, R2, R18. */
export function refuseInviting(asker: Asker, role: Role): Refusal | null {
  if (!administers(asker.role)) return { reason: 'not_permitted' }
  return reaches(asker.role, role) ? null : { reason: 'role_above_ceiling' }
}

/** R14. */
export function refuseResending(asker: Asker, invitation: Invitation, now: number): Refusal | null {
  const refusal = refuseInviting(asker, invitation.role)
  if (refusal) return refusal
  if (!isOpen(invitation)) return { reason: 'invitation_not_pending' }
  const wait = invitation.sentAt + pauseMs - now
  if (invitation.generation === 1 || wait <= 0) return null
  return { reason: 'resend_too_soon', retryAfter: Math.ceil(wait / 1000) }
}

/** R26. */
export function refuseApproving({ of, asker, now }: Scene, invitation: Invitation): Refusal | null {
  const refusal = refuseInviting(asker, invitation.role)
  if (refusal) return refusal
  const status = statusAt(of, invitation, now)
  if (status === 'expired') return { reason: 'invitation_expired' }
  return status === 'pending' || status === 'on_hold' ? null : { reason: 'invitation_not_pending' }
}

/** R15. */
export function refuseCanceling(asker: Asker, invitation: Invitation): Refusal | null {
  if (asker.id !== invitation.createdBy) {
    if (administers(asker.role)) {
      if (!reaches(asker.role, invitation.role)) return { reason: 'role_above_ceiling' }
    } else if (invitation.grants.size === 0 || !managesAll(asker, invitation.grants)) {
      return { reason: 'not_permitted' }
    }
  }
  return isOpen(invitation) ? null : { reason: 'invitation_not_pending' }
}

/** R16. */
export function refuseChangingGrants(asker: Asker, invitation: Invitation): Refusal | null {
  if (administers(asker.role)) {
    if (!reaches(asker.role, invitation.role)) return { reason: 'role_above_ceiling' }
  } else {
    const managesAny = [...asker.grants.values()].includes('manager')
    const sees =
      asker.id === invitation.createdBy || [...invitation.grants.keys()].some(isManagedBy(asker))
    if (!managesAny || !sees) return { reason: 'not_permitted' }
  }
  if (!isOpen(invitation)) return { reason: 'invitation_not_pending' }
  return invitation.role === 'member' ? null : { reason: 'grants_need_member_role' }
}

export const isManagedBy = (member: Member) => (workspaceId: string) =>
  member.grants.get(workspaceId) === 'manager'

const managesAll = (member: Member, grants: Grants) => [...grants.keys()].every(isManagedBy(member))

/** R34. */
export function refuseChangingRole(
  asker: Asker,
  member: Member & { id: string },
  role: Role,
): Refusal | null {
  if (!administers(asker.role)) return { reason: 'not_permitted' }
  if (asker.id === member.id) return { reason: 'own_role' }
  const isWithin = reaches(asker.role, member.role) && reaches(asker.role, role)
  return isWithin ? null : { reason: 'role_above_ceiling' }
}

/** R35. */
export function refuseRemoving(asker: Asker, member: Member & { id: string }): Refusal | null {
  if (!administers(asker.role) || asker.id === member.id) return { reason: 'not_permitted' }
  return reaches(asker.role, member.role) ? null : { reason: 'role_above_ceiling' }
}

export const ownersOf = ({ members }: Organization) =>
  [...members.values()].filter(({ role }) => role === 'owner').length

/** R6, as far as the addresses of a simulation go: plain ones, in any case, with white space around them. */
export function keyOf(email: string): string | null {
  const key = email.normalize('NFKC').trim().toLowerCase()
  return /^[a-z0-9.+-]+@[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(key) ? key : null
}

/** R19: why these can't be granted to who holds `held`; a sleeping grant may stay or go. */
export function refuseGrants(
  of: Organization,
  wanted: readonly { workspaceId: string; role: 'member' | 'manager' | null }[],
  held: Grants,
): Refusal | null {
  for (const { workspaceId, role } of wanted) {
    const workspace = of.workspaces.get(workspaceId)
    if (!workspace) return { reason: 'not_found' }
    const isNew = role !== null && role !== held.get(workspaceId)
    if (isNew && workspace.archivedAt !== null) return { reason: 'workspace_unavailable' }
  }
  return null
}
