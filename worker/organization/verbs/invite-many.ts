import { decideInviteMany } from '../../domain/invitation/invite-many.ts'
import { addressesSnapshot, readAddresses } from '../addresses.ts'
import { askedByMember } from '../asked-by-member.ts'
import { verb } from '../verb.ts'

export const inviteMany = verb({
  name: 'invitation.createMany',
  read: (surroundings, { organizationId, input }) =>
    readAddresses(surroundings, organizationId, input.invitations),
  decide: (common, rows, input, moment, configuration) =>
    askedByMember(common, (actor, organizationName) => {
      const { organizationId } = common
      const read = addressesSnapshot(rows, configuration, organizationId)
      return decideInviteMany({ organizationId, organizationName, actor, ...read }, input, moment)
    }),
})
