import { decideInvite } from '../../domain/invitation/invite.ts'
import { addressesSnapshot, readAddresses } from '../addresses.ts'
import { askedByMember } from '../asked-by-member.ts'
import { verb } from '../verb.ts'

export const invite = verb({
  name: 'invitation.create',
  read: (surroundings, { organizationId, input }) =>
    readAddresses(surroundings, organizationId, [input]),
  decide: (common, rows, input, moment, configuration) =>
    askedByMember(common, (actor, organizationName) => {
      const read = addressesSnapshot(rows, configuration, common.organizationId)
      return decideInvite({ organizationName, actor, ...read }, input, moment)
    }),
})
