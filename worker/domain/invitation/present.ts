import { deliveryOf } from '../delivery.ts'
import { iso, isoOrNull } from '../instant.ts'
import type { InvitationRecord, Person, Viewer } from '../records.ts'
import { ability } from '../refusal.ts'
import type { InvitationView, PersonView } from '../views.ts'
import {
  maySeeGrant,
  refuseApproving,
  refuseCanceling,
  refuseChangingGrants,
  refuseResending,
} from './permissions.ts'
import { statusAt } from './status.ts'

/** An invitation as one viewer may see it at one instant (R13, R20). */
export function presentInvitation(
  invitation: InvitationRecord,
  viewer: Viewer,
  now: number,
): InvitationView {
  const grants = invitation.grants.filter(({ workspaceId }) =>
    maySeeGrant(viewer, invitation, workspaceId),
  )
  return {
    id: invitation.id,
    email: invitation.email,
    role: invitation.role,
    status: statusAt(invitation, now),
    grants,
    hiddenGrants: invitation.grants.length - grants.length,
    createdBy: presentPerson(invitation.createdBy),
    sponsor: presentPerson(invitation.sponsor),
    createdAt: iso(invitation.createdAt),
    sentAt: iso(invitation.sentAt),
    expiresAt: iso(invitation.expiresAt),
    closedAt: isoOrNull(invitation.closedAt),
    contentVersion: invitation.contentVersion,
    delivery: deliveryOf(invitation.mail, invitation.sentAt),
    abilities: {
      resend: ability(refuseResending(viewer, invitation, now)),
      cancel: ability(refuseCanceling(viewer, invitation)),
      changeGrants: ability(refuseChangingGrants(viewer, invitation)),
      approve: ability(refuseApproving(viewer, invitation, now)),
    },
  }
}

export function presentPerson(person: Person | null): PersonView | null {
  return person && { id: person.id, name: person.name, email: person.email }
}
