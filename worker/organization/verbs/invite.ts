import { decideInvite } from '../../domain/invitation/invite.ts'
import { addressesSnapshot, needsOfAddresses } from '../addresses.ts'
import { askedByMember } from '../asked-by-member.ts'
import { verb } from '../verb.ts'

export const invite = verb({
  name: 'invitation.create',
  needs: ({ input }) => needsOfAddresses([input]),
  decide: (common, known, input, moment, configuration) =>
    askedByMember(common, (actor, organizationName) => {
      const read = addressesSnapshot([input], known, configuration, common.organizationId)
      return decideInvite({ organizationName, actor, ...read }, input, moment)
    }),
})
