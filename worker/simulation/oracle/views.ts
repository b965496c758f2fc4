/** What is answered, but for what the oracle leaves to the outbox and to presence: `delivery` and `lastActiveAt`. */
import {
  isAdministrator,
  isManagedBy,
  ownersOf,
  refuseApproving,
  refuseCanceling,
  refuseChangingGrants,
  refuseChangingRole,
  refuseRemoving,
  refuseResending,
  statusAt,
  type Refusal,
  type Scene,
} from './rules.ts'
import type { Grants, Invitation, Member, Organization, Workspace, World } from './world.ts'

const iso = (instant: number) => new Date(instant).toISOString()
const isoOrNull = (instant: number | null) => (instant === null ? null : iso(instant))
const ability = (refusal: Refusal | null) =>
  refusal ? { allowed: false, ...refusal } : { allowed: true }

/** In the order of their ids: the one that they are answered in is of no consequence. */
function listOf(grants: Grants) {
  return [...grants]
    .map(([workspaceId, role]) => ({ workspaceId, role }))
    .toSorted((one, other) => (one.workspaceId < other.workspaceId ? -1 : 1))
}

function personView(world: World, of: Organization, userId: string) {
  const person = world.people.get(userId)
  if (!person) return null
  const name = of.members.get(userId)?.shownName ?? person.name
  return { id: person.id, name, email: person.email }
}

export function invitationView(scene: Scene, invitation: Invitation) {
  const { world, of, asker, now } = scene
  // R13.
  const seesAll = isAdministrator(asker) || asker.id === invitation.createdBy
  const seen = new Map([...invitation.grants].filter(([id]) => seesAll || isManagedBy(asker)(id)))
  return {
    id: invitation.id,
    email: invitation.email,
    role: invitation.role,
    status: statusAt(of, invitation, now),
    grants: listOf(seen),
    hiddenGrants: invitation.grants.size - seen.size,
    createdBy: personView(world, of, invitation.createdBy),
    sponsor: personView(world, of, invitation.sponsor),
    createdAt: iso(invitation.createdAt),
    sentAt: iso(invitation.sentAt),
    expiresAt: iso(invitation.expiresAt),
    closedAt: isoOrNull(invitation.closedAt),
    contentVersion: invitation.contentVersion,
    abilities: {
      resend: ability(refuseResending(asker, invitation, now)),
      cancel: ability(refuseCanceling(asker, invitation)),
      changeGrants: ability(refuseChangingGrants(asker, invitation)),
      approve: ability(refuseApproving(scene, invitation)),
    },
  }
}

export function memberView({ world, of, asker }: Scene, userId: string, member: Member) {
  const person = personView(world, of, userId)
  const target = { ...member, id: userId }
  const isSelf = asker.id === userId
  return {
    userId,
    name: member.shownName ?? person?.name,
    email: person?.email,
    role: member.role,
    grants: listOf(member.grants),
    joinedAt: iso(member.joinedAt),
    abilities: {
      changeRole: {
        owner: ability(refuseChangingRole(asker, target, 'owner')),
        admin: ability(refuseChangingRole(asker, target, 'admin')),
        member: ability(refuseChangingRole(asker, target, 'member')),
      },
      changeGrants: ability(
        !isAdministrator(asker)
          ? { reason: 'not_permitted' }
          : member.role === 'member'
            ? null
            : { reason: 'grants_need_member_role' },
      ),
      rename: ability(isAdministrator(asker) ? null : { reason: 'not_permitted' }),
      remove: ability(refuseRemoving(asker, target)),
      leave: ability(
        !isSelf
          ? { reason: 'not_permitted' }
          : member.role === 'owner' && ownersOf(of) < 2
            ? { reason: 'last_owner' }
            : null,
      ),
    },
  }
}

export function workspaceView({ id, name, description, archivedAt }: Workspace) {
  return { id, name, description, archivedAt: isoOrNull(archivedAt) }
}

/** R21, R29: the true state of a genuine link, and what it offers while it can be accepted. */
export function openedView(
  world: World,
  of: Organization,
  invitation: Invitation,
  generation: number,
  viewerId: string | null,
  now: number,
) {
  const { status, acceptedBy } = invitation
  if (status === 'accepted' || (status === 'superseded' && acceptedBy !== null)) {
    return { state: 'accepted', byYou: viewerId !== null && acceptedBy === viewerId }
  }
  if (status === 'canceled' || status === 'declined') return { state: status }
  if (status === 'superseded' || generation !== invitation.generation) return { state: 'replaced' }
  const current = statusAt(of, invitation, now)
  if (current !== 'pending') return { state: current }
  const hasAccount = [...world.people.values()].some(({ email }) => email === invitation.emailKey)
  const offered = [...invitation.grants].flatMap(([id, role]) => {
    const workspace = of.workspaces.get(id)
    return workspace && workspace.archivedAt === null ? [`${workspace.name}: ${role}`] : []
  })
  return {
    state: 'pending',
    contentVersion: invitation.contentVersion,
    hasAccount,
    email: invitation.email,
    role: invitation.role,
    organization: { id: of.id, name: of.name },
    workspaces: offered.toSorted(),
    expiresAt: iso(invitation.expiresAt),
  }
}
