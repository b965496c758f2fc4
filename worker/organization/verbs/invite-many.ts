import { decideInviteMany } from '../../domain/invitation/invite-many.ts'
import { addressesSnapshot, needsOfAddresses } from '../addresses.ts'
import { askedByMember } from '../asked-by-member.ts'
import { verb } from '../verb.ts'

export const inviteMany = verb({
  name: 'invitation.createMany',
  needs: ({ input }) => needsOfAddresses(input.invitations),
  decide: (common, known, input, moment, configuration) =>
    askedByMember(common, (actor, organizationName) => {
      const { organizationId } = common
      const read = addressesSnapshot(input.invitations, known, configuration, organizationId)
      return decideInviteMany({ organizationId, organizationName, actor, ...read }, input, moment)
    }),
})
