import type { Organization } from '../rows/usher.ts'
import { mutate, peerPost } from './calls.ts'
import { objectFloor } from './floors.ts'
import { must, single, type Scenario, type Side } from './scenario.ts'

export const inviteOne: Scenario = {
  id: 'invite',
  title: 'Invite, one organization',
  build: ({ usher, peer }) => [
    usherInvites([usher.organization()]),
    peerInvites([peer.organization()]),
    objectFloor,
  ],
}

export const inviteFifty: Scenario = {
  id: 'invite-fifty',
  title: 'Invite, fifty organizations in turn',
  build: ({ usher, peer }) => [
    usherInvites(fifty(() => usher.organization())),
    peerInvites(fifty(() => peer.organization())),
    objectFloor,
  ],
}

const fifty = <T>(make: () => T): T[] => Array.from({ length: 50 }, make)

export const address = (n: number) => `invitee-${n}@initech.test`

/** Of one workspace or team, by the Owner. */
function usherInvites(organizations: readonly Organization[]): Side {
  const of = turns(organizations)
  return {
    id: 'usher',
    worker: 'usher',
    share: 1,
    by: (n) => of(n).owner.browser,
    task: single((n) => usherInvite(of(n), address(n))),
    kept: { sql: wholeInvitations, perTask: 1 },
  }
}

export const usherInvite = (
  { id: organizationId, owner, workspaces }: Organization,
  email: string,
  grants = 1,
) =>
  mutate<{ status: string; email: string }>(
    'invitation.create',
    {
      organizationId,
      email,
      role: 'member',
      grants: workspaces.slice(0, grants).map((workspaceId) => ({ workspaceId, role: 'member' })),
    },
    owner.browser,
    (invitation) =>
      must(invitation.status === 'pending' && invitation.email === email, 'not invited'),
  )

/** Invitations with all that the deed owes: its event and its mail. */
const wholeInvitations = `
  SELECT count(*) FROM invitation
  WHERE EXISTS (SELECT 1 FROM audit_event WHERE subject_id = invitation.id)
  AND EXISTS (SELECT 1 FROM outbox_mail WHERE invitation_id = invitation.id AND status = 'sent')`

function peerInvites(organizations: readonly Organization[]): Side {
  const of = turns(organizations)
  return {
    id: 'peer',
    worker: 'peer',
    share: 1,
    by: (n) => of(n).owner.browser,
    task: single((n) => peerInvite(of(n), address(n))),
    kept: { sql: 'SELECT count(*) FROM invitation', perTask: 1 },
  }
}

export const peerInvite = (
  { id: organizationId, owner, workspaces }: Organization,
  email: string,
  grants = 1,
) =>
  peerPost<{ status: string; email: string }>(
    'organization/invite-member',
    { organizationId, email, role: 'member', teamId: workspaces.slice(0, grants) },
    owner.browser,
    (invitation) =>
      must(invitation.status === 'pending' && invitation.email === email, 'not invited'),
  )

function turns<T>(all: readonly T[]): (n: number) => T {
  return (n) => {
    const one = all[n % all.length]
    if (one === undefined) throw new RangeError('none of none')
    return one
  }
}
