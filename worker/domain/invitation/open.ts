import { iso, isoOrNull } from '../instant.ts'
import type { InvitationRecord, WorkspaceRecord } from '../records.ts'
import type { OpenedInvitation, OrganizationView } from '../views.ts'
import { offeredWorkspaces } from './mail.ts'
import { statusAt } from './status.ts'

export type Opened = {
  organization: OrganizationView
  invitation: InvitationRecord
  workspaces: WorkspaceRecord[]
  hasAccount: boolean
}

/** The true state of a genuine link (R29), and all of what it offers while it can be accepted (R21). */
export function presentOpened(
  { organization, invitation, workspaces, hasAccount }: Opened,
  generation: number,
  viewerId: string | null,
  now: number,
): OpenedInvitation {
  const { email, role, contentVersion, expiresAt, closedAt } = invitation
  const sponsor = invitation.sponsor && {
    name: invitation.sponsor.name,
    email: invitation.sponsor.email,
  }
  // An expired invitation whose address joined by another way is superseded as well (R31): it has nothing newer.
  const hasJoined = invitation.status === 'superseded' && invitation.acceptedBy !== null
  const status = hasJoined ? 'accepted' : statusAt(invitation, now)
  const ended = { organization, sponsor, email, at: isoOrNull(closedAt) }
  switch (status) {
    case 'accepted': {
      const byYou = viewerId !== null && invitation.acceptedBy === viewerId
      return { state: 'accepted', organization, email, byYou, at: isoOrNull(closedAt) }
    }
    case 'canceled':
    case 'declined':
      return { state: status, ...ended }
    // A later invitation of the same address took its place (R17).
    case 'superseded':
      return { state: 'replaced', ...ended }
    case 'pending':
    case 'expired':
    case 'on_hold':
      break
  }
  if (generation !== invitation.generation) {
    return { state: 'replaced', ...ended, at: iso(invitation.sentAt) }
  }
  if (status === 'expired') return { state: 'expired', ...ended, at: iso(expiresAt) }
  if (status === 'on_hold') return { state: 'on_hold', ...ended, at: null }
  return {
    state: 'pending',
    contentVersion,
    hasAccount,
    email,
    role,
    organization,
    sponsor,
    workspaces: offeredWorkspaces(invitation, workspaces),
    expiresAt: iso(expiresAt),
  }
}
