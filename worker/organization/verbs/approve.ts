import { decideApprove } from '../../domain/invitation/approve.ts'
import { askedByMember } from '../asked-by-member.ts'
import { verb } from '../verb.ts'

export const approve = verb({
  name: 'invitation.approve',
  needs: ({ input: { invitationId } }) => ({ invitations: [invitationId] }),
  decide: (common, { invitations }, { invitationId }, moment) =>
    askedByMember(common, (actor) =>
      decideApprove({ actor, invitation: invitations.get(invitationId) ?? null }, moment),
    ),
})
