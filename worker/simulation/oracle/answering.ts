/** What becomes of an invitation that is there: R15, R16, R19, R24 to R28, R10. */
import type { Commands } from '../../organization/commands.ts'
import { join } from './joining.ts'
import { change, refused, refusedAs, unchanged, type Event, type Outcome } from './outcome.ts'
import {
  isAdministrator,
  isManagedBy,
  isOpen,
  refuseApproving,
  refuseCanceling,
  refuseChangingGrants,
  refuseGrants,
  statusAt,
  type Scene,
} from './rules.ts'
import { invitationView } from './views.ts'
import type { Grants, Invitation, Organization, Person } from './world.ts'

type GrantChanges = Commands['invitation.changeGrants']['input']['grants']

export function approve(scene: Scene, invitation: Invitation): Outcome {
  const { of, asker, now } = scene
  const refusal = refuseApproving(scene, invitation)
  if (refusal) return refusedAs(refusal)
  if (statusAt(of, invitation, now) === 'pending') {
    return unchanged(invitationView(scene, invitation))
  }
  return change(() => {
    invitation.sponsor = asker.id
    return {
      answer: invitationView(scene, invitation),
      events: [{ verb: 'invitation.approve', subjectId: invitation.id }],
    }
  })
}

export function cancel(scene: Scene, invitation: Invitation): Outcome {
  const { asker, now } = scene
  const refusal = refuseCanceling(asker, invitation)
  if (refusal) return refusedAs(refusal)
  return change(() => {
    Object.assign(invitation, { status: 'canceled', closedAt: now })
    return {
      answer: invitationView(scene, invitation),
      events: [{ verb: 'invitation.cancel', subjectId: invitation.id }],
    }
  })
}

export function changeGrants(scene: Scene, invitation: Invitation, wanted: GrantChanges): Outcome {
  const { of, asker } = scene
  const refusal = refuseChangingGrants(asker, invitation)
  if (refusal) return refusedAs(refusal)
  if (!wanted.every(({ workspaceId }) => of.workspaces.has(workspaceId)))
    return refused('not_found')
  const mayIn = (workspaceId: string) => isAdministrator(asker) || isManagedBy(asker)(workspaceId)
  if (!wanted.every(({ workspaceId }) => mayIn(workspaceId))) return refused('not_permitted')
  const unavailable = refuseGrants(of, wanted, invitation.grants)
  if (unavailable) return refusedAs(unavailable)
  if (!changesAny(wanted, invitation.grants)) {
    return unchanged(invitationView(scene, invitation))
  }
  return change(() => {
    grant(invitation.grants, wanted)
    invitation.contentVersion += 1
    return {
      answer: invitationView(scene, invitation),
      events: [{ verb: 'invitation.changeGrants', subjectId: invitation.id }],
    }
  })
}

export function accept(
  of: Organization,
  person: Person,
  invitation: Invitation,
  link: { generation: number; contentVersion: number },
  now: number,
): Outcome {
  if (link.generation !== invitation.generation) return refused('invitation_not_pending')
  const status = statusAt(of, invitation, now)
  if (status === 'expired') return refused('invitation_expired')
  if (status === 'on_hold') return refused('invitation_on_hold')
  if (status !== 'pending') return refused('invitation_not_pending')
  if (!person.isVerified || person.email !== invitation.emailKey) return refused('wrong_account')
  if (of.members.has(person.id)) return refused('already_member')
  if (link.contentVersion !== invitation.contentVersion) return refused('content_changed')
  return change(() => {
    Object.assign(invitation, { status: 'accepted', closedAt: now, acceptedBy: person.id })
    const { role } = invitation
    const joined = { role, shownName: null, joinedAt: now, lastActiveAt: 0 }
    join(of, person, { ...joined, grants: new Map(invitation.grants) }, now)
    return {
      answer: { organizationId: of.id },
      events: [{ verb: 'invitation.accept', subjectId: invitation.id }],
    }
  })
}

export function decline(
  of: Organization,
  invitation: Invitation,
  generation: number,
  now: number,
): Outcome {
  if (generation !== invitation.generation || !isOpen(invitation)) {
    return refused('invitation_not_pending')
  }
  return change(() => {
    Object.assign(invitation, { status: 'declined', closedAt: now })
    return {
      answer: { organizationId: of.id },
      events: [{ verb: 'invitation.decline', subjectId: invitation.id }],
    }
  })
}

export function expire(of: Organization, now: number): Outcome {
  const due = [...of.invitations.values()].filter(
    ({ status, expiresAt }) => status === 'pending' && now >= expiresAt,
  )
  const answer = { expired: due.length }
  if (due.length === 0) return unchanged(answer)
  return change(() => {
    for (const invitation of due) invitation.status = 'expired'
    const events = due.map(({ id }): Event => ({ verb: 'invitation.expire', subjectId: id }))
    return { answer, events }
  })
}

export const changesAny = (wanted: GrantChanges, held: Grants) =>
  wanted.some(({ workspaceId, role }) => role !== (held.get(workspaceId) ?? null))

export function grant(held: Grants, wanted: GrantChanges): void {
  for (const { workspaceId, role } of wanted) {
    if (role === null) held.delete(workspaceId)
    else held.set(workspaceId, role)
  }
}
