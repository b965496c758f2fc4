import { decideCancel } from '../../domain/invitation/cancel.ts'
import { askedByMember } from '../asked-by-member.ts'
import { verb } from '../verb.ts'

export const cancel = verb({
  name: 'invitation.cancel',
  needs: ({ input: { invitationId } }) => ({ invitations: [invitationId] }),
  decide: (common, { invitations }, { invitationId }, moment) =>
    askedByMember(common, (actor) =>
      decideCancel({ actor, invitation: invitations.get(invitationId) ?? null }, moment),
    ),
})
