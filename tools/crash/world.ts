import type { EventRow, Grants, InvitationRow, MembershipRow, Rows } from './rows.ts'
import { Violation } from './violation.ts'

/** What the rows must be: what stood there before the storm, and what the audit log says was done since. */
export type World = {
  invitations: Map<string, InvitationRow>
  memberships: Map<string, MembershipRow>
  /** One a sending. */
  mails: Set<string>
  versions: Map<string, number>
}

export const membershipKey = (organizationId: string, userId: string) =>
  `${organizationId} ${userId}`
export const sendingKey = (invitationId: string, generation: number) =>
  `${invitationId} ${generation}`

/** `before` are the rows when no operation had been sent yet. */
export function worldOf(before: Rows, events: readonly EventRow[]): World {
  const world: World = {
    invitations: new Map(),
    memberships: new Map(
      before.memberships.map((row) => [
        membershipKey(row.organizationId, row.userId),
        { ...row, grants: { ...row.grants } },
      ]),
    ),
    mails: new Set(),
    versions: new Map(before.organizations.map(({ id, version }) => [id, version])),
  }
  for (const event of events) happen(world, event)
  return world
}

function happen(world: World, event: EventRow): void {
  const { organizationId, verb, actor, subjectId, details, answer } = event
  world.versions.set(organizationId, (world.versions.get(organizationId) ?? 0) + 1)
  const rowOf = <T>(rows: Map<string, T>, key: string): T => {
    const row = rows.get(key)
    if (!row) throw new Violation('done to what is not there', event)
    return row
  }
  const member = membershipKey(organizationId, subjectId)
  switch (verb) {
    case 'invitation.create': {
      const { role, grants } = details as { role: string; grants: GrantList }
      const { email } = answer as { email: string }
      if (isInvited(world, organizationId, email))
        throw new Violation('one address was invited twice at a time', event)
      if (isMembers(world, organizationId, email))
        throw new Violation('a member was invited', event)
      world.invitations.set(subjectId, {
        id: subjectId,
        organizationId,
        email,
        role,
        status: 'pending',
        generation: 1,
        contentVersion: 1,
        sponsor: actor,
        acceptedBy: null,
        grants: withGrants({}, grants),
      })
      world.mails.add(sendingKey(subjectId, 1))
      return
    }
    case 'member.remove':
      rowOf(world.memberships, member)
      world.memberships.delete(member)
      if (!hasOwner(world, organizationId))
        throw new Violation('an organization was without an Owner', event)
      return
    case 'member.rename':
      rowOf(world.memberships, member).shownName = (answer as { name: string }).name
      return
  }
  const invitation = rowOf(world.invitations, subjectId)
  if (invitation.status !== 'pending') throw new Violation('done to what was closed', event)
  switch (verb) {
    case 'invitation.resend':
      invitation.generation += 1
      invitation.sponsor = actor
      world.mails.add(sendingKey(subjectId, invitation.generation))
      return
    case 'invitation.changeGrants':
      invitation.contentVersion += 1
      invitation.grants = withGrants(invitation.grants, details.grants as GrantList)
      return
    case 'invitation.cancel':
      invitation.status = 'canceled'
      return
    case 'invitation.decline':
      invitation.status = 'declined'
      return
    case 'invitation.accept': {
      const { role, grants } = invitation
      const key = membershipKey(organizationId, actor)
      if (world.memberships.has(key)) throw new Violation('a member joined once more', event)
      invitation.status = 'accepted'
      invitation.acceptedBy = actor
      const joined = { organizationId, userId: actor, role, shownName: null, grants: { ...grants } }
      world.memberships.set(key, joined)
      return
    }
    default:
      throw new Violation('an event of a verb that nobody used', event)
  }
}

/** Nothing here lasts until an invitation expires. */
function isInvited({ invitations }: World, organizationId: string, email: string): boolean {
  return [...invitations.values()].some(
    (row) =>
      row.organizationId === organizationId && row.email === email && row.status === 'pending',
  )
}

/** As far as the log tells whose an address is: by what they accepted. */
function isMembers(
  { invitations, memberships }: World,
  organizationId: string,
  email: string,
): boolean {
  return [...invitations.values()].some(
    (row) =>
      row.organizationId === organizationId &&
      row.email === email &&
      row.acceptedBy !== null &&
      memberships.has(membershipKey(organizationId, row.acceptedBy)),
  )
}

function hasOwner({ memberships }: World, organizationId: string): boolean {
  return [...memberships.values()].some(
    (row) => row.organizationId === organizationId && row.role === 'owner',
  )
}

type GrantList = readonly { workspaceId: string; role: string | null }[]

function withGrants(before: Grants, changes: GrantList): Grants {
  const after = { ...before }
  for (const { workspaceId, role } of changes) {
    if (role === null) delete after[workspaceId]
    else after[workspaceId] = role
  }
  return after
}
