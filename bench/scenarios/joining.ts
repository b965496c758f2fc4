import { usherAccept, usherInvitees } from './answer.ts'
import { usherInvite } from './invite.ts'
import { byOwner, single, type Scenario } from './scenario.ts'

/**
 * What inviting somebody into two workspaces, and their acceptance, write: each row is paid for. Each word of an address
 * and of a name is one; here it has a domain and one word before it, which is the least.
 */
export const joining: Scenario = {
  id: 'joining',
  title: 'Rows written for an invitation with two grants, and its acceptance',
  isOnlyCounted: true,
  build: async (world) => {
    const organization = world.usher.organization()
    const invitees = await usherInvitees(world, 2)
    return [
      byOwner(
        'usher',
        organization,
        (n) => usherInvite(organization, `invitee${n}@initech.test`, 2),
        {
          id: 'usher-invite',
        },
      ),
      {
        id: 'usher-accept',
        worker: 'usher',
        share: 1,
        by: (n) => invitees.of(n).person.browser,
        task: single((n) => usherAccept(invitees.of(n), invitees.organizationId)),
      },
    ]
  },
}
