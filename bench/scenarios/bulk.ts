import type { Organization, UsherRows } from '../rows/usher.ts'
import { literal } from '../../tools/lib/sql.ts'
import type { PeerRows } from '../rows/peer.ts'
import { mutate } from './calls.ts'
import { address, peerInvite } from './invite.ts'
import { byOwner, must, type Scenario, type Side } from './scenario.ts'

/** A hundred and five hundred addresses in one command, and the peer's hundred calls for a hundred. */
export const bulk: Scenario = {
  id: 'bulk',
  title: 'Invite 100 and 500 at once; better-auth: 100 calls',
  // A list is one person's deed: more of them at once is a queue, not a load.
  connections: [1, 8],
  build: ({ usher, peer }) => [
    usherInvitesMany('usher', usher, 100, 1 / 8),
    usherInvitesMany('usher-500', usher, 500, 1 / 20),
    peerInvitesMany(peer, 100),
  ],
}

function usherInvitesMany(id: string, usher: UsherRows, size: number, share: number): Side {
  const organization = usher.organization()
  const sql = `SELECT count(*) FROM invitation WHERE organization_id = ${literal(organization.id)}`
  return byOwner('usher', organization, (n) => usherInviteMany(organization, addresses(n, size)), {
    id,
    share,
    kept: { sql, perTask: size },
  })
}

const usherInviteMany = ({ id: organizationId, owner }: Organization, emails: readonly string[]) =>
  mutate(
    'invitation.createMany',
    { organizationId, invitations: emails.map((email) => ({ email, role: 'member' })) },
    owner.browser,
    ({ invited }) => must(invited === emails.length, 'not all were invited'),
  )

function peerInvitesMany(peer: PeerRows, size: number): Side {
  const organization = peer.organization()
  return {
    id: 'peer',
    worker: 'peer',
    share: 1 / 40,
    by: () => organization.owner.browser,
    task: (n) => addresses(n, size).map((email) => peerInvite(organization, email)),
    kept: { sql: 'SELECT count(*) FROM invitation', perTask: size },
  }
}

const addresses = (n: number, size: number) =>
  Array.from({ length: size }, (_, at) => address(n * size + at))
