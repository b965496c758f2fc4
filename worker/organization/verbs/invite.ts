import {
  invitationsByAddress,
  memberByAddress,
  quotasByKey,
  workspacesByIds,
} from '../../../db/queries/snapshot.ts'
import { addressKey } from '../../domain/address.ts'
import { decideInvite } from '../../domain/invitation/invite.ts'
import { askedByMember } from '../asked-by-member.ts'
import { mailLimitKeys, mailLimits } from '../mail-limits.ts'
import { verb } from '../verb.ts'

export const invite = verb({
  name: 'invitation.create',
  read: ({ db }, { organizationId, input }) => {
    // What is no address matches nothing, and is refused by the decision.
    const emailKey = addressKey(input.email) ?? ''
    return {
      sameAddress: invitationsByAddress(db, organizationId, emailKey),
      members: memberByAddress(db, organizationId, emailKey),
      workspaces: workspacesByIds(
        db,
        organizationId,
        input.grants.map(({ workspaceId }) => workspaceId),
      ),
      counted: quotasByKey(db, mailLimitKeys(organizationId, emailKey)),
    }
  },
  decide: (common, rows, input, moment, configuration) =>
    askedByMember(common, (actor, organizationName) =>
      decideInvite(
        {
          organizationName,
          actor,
          sameAddress: rows.sameAddress.map(({ sponsorId, sponsorRole, ...invitation }) => ({
            ...invitation,
            sponsor: sponsorId === null ? null : { role: sponsorRole },
          })),
          isMember: rows.members.length > 0,
          workspaces: rows.workspaces,
          limits: mailLimits(configuration, common.organizationId, addressKey(input.email) ?? ''),
          counted: rows.counted,
        },
        input,
        moment,
      ),
    ),
})
