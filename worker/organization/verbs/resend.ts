import { decideResend } from '../../domain/invitation/resend.ts'
import { askedByMember } from '../asked-by-member.ts'
import { mailLimits } from '../mail-limits.ts'
import { verb } from '../verb.ts'

export const resend = verb({
  name: 'invitation.resend',
  needs: ({ input: { invitationId } }) => ({
    resends: [invitationId],
  }),
  decide: (common, known, input, moment, configuration) =>
    askedByMember(common, (actor, organizationName) => {
      const invitation = known.invitations.get(input.invitationId) ?? null
      const emailKey = invitation?.emailKey ?? ''
      const limits = mailLimits(configuration, common.organizationId, emailKey)
      const rivals = known.open.get(emailKey) ?? []
      return decideResend(
        {
          organizationName,
          actor,
          invitation,
          isMember: known.memberAddresses.has(emailKey),
          isInvitedOtherwise: rivals.some(
            ({ id, status }) => id !== input.invitationId && status === 'pending',
          ),
          workspaces: known.workspaces,
          limits,
          counted: limits.flatMap(({ key }) => known.quotas.get(key) ?? []),
        },
        input,
        moment,
      )
    }),
})
