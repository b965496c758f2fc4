import { literal } from '../../tools/lib/sql.ts'
import type { Organization } from '../rows/usher.ts'
import { mutate, peerPost } from './calls.ts'
import { objectFloor } from './floors.ts'
import { must, single, type Scenario, type Side } from './scenario.ts'

export const inviteOne: Scenario = {
  id: 'invite',
  title: 'Invite, one organization',
  build: ({ usher, peer }) => [
    usherInvites('usher', [usher.organization()]),
    peerInvites('peer', [peer.organization()]),
    usherInvites('usher-grant', [usher.organization()], 1),
    peerInvites('peer-team', [peer.organization()], 1),
    objectFloor,
  ],
}

export const inviteFifty: Scenario = {
  id: 'invite-fifty',
  title: 'Invite, fifty organizations in turn',
  build: ({ usher, peer }) => [
    usherInvites(
      'usher',
      fifty(() => usher.organization()),
    ),
    peerInvites(
      'peer',
      fifty(() => peer.organization()),
    ),
    objectFloor,
  ],
}

const fifty = <T>(make: () => T): T[] => Array.from({ length: 50 }, make)

export const address = (n: number) => `invitee-${n}@initech.test`

function usherInvites(id: string, organizations: readonly Organization[], grants = 0): Side {
  const of = turns(organizations)
  return {
    id,
    worker: 'usher',
    share: 1,
    by: (n) => of(n).owner.browser,
    task: single((n) => usherInvite(of(n), address(n), grants)),
    kept: { sql: `${wholeInvitations} AND ${inOne(organizations)}`, perTask: 1 },
  }
}

export const usherInvite = (
  { id: organizationId, owner, workspaces }: Organization,
  email: string,
  grants = 0,
) =>
  mutate(
    'invitation.create',
    {
      organizationId,
      email,
      role: 'member',
      grants: workspaces.slice(0, grants).map((workspaceId) => ({ workspaceId, role: 'member' })),
    },
    owner.browser,
    (invitation) =>
      must(invitation['status'] === 'pending' && invitation['email'] === email, 'not invited'),
  )

/** Invitations with all that the deed owes: its event and its mail. */
const wholeInvitations = `
  SELECT count(*) FROM invitation
  WHERE EXISTS (SELECT 1 FROM audit_event WHERE subject_id = invitation.id)
  AND EXISTS (SELECT 1 FROM outbox_mail WHERE invitation_id = invitation.id AND status = 'sent')`

function peerInvites(id: string, organizations: readonly Organization[], teams = 0): Side {
  const of = turns(organizations)
  return {
    id,
    worker: 'peer',
    share: 1,
    by: (n) => of(n).owner.browser,
    task: single((n) => peerInvite(of(n), address(n), teams)),
    kept: {
      sql: `SELECT count(*) FROM invitation WHERE ${inOne(organizations, 'organizationId')}`,
      perTask: 1,
    },
  }
}

export const peerInvite = (
  { id: organizationId, owner, workspaces }: Organization,
  email: string,
  teams = 0,
) =>
  peerPost(
    'organization/invite-member',
    {
      organizationId,
      email,
      role: 'member',
      ...(teams > 0 && { teamId: workspaces.slice(0, teams) }),
    },
    owner.browser,
    (invitation) =>
      must(invitation['status'] === 'pending' && invitation['email'] === email, 'not invited'),
  )

const inOne = (organizations: readonly Organization[], column = 'organization_id') =>
  `${column} IN (${organizations.map(({ id }) => literal(id)).join()})`

function turns<T>(all: readonly T[]): (n: number) => T {
  return (n) => {
    const one = all[n % all.length]
    if (one === undefined) throw new RangeError('none of none')
    return one
  }
}
