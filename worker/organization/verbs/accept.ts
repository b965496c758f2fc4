import { decideAccept } from '../../domain/invitation/accept.ts'
import { verb } from '../verb.ts'

export const accept = verb({
  name: 'invitation.accept',
  needs: ({ actor, input: { invitationId } }) => ({
    invitations: [invitationId],
    accounts: actor.kind === 'user' ? [actor.userId] : [],
  }),
  decide: ({ organizationId, actor, account }, { invitations }, input, moment) =>
    decideAccept(
      {
        organizationId,
        invitation: invitations.get(input.invitationId) ?? null,
        account,
        isMember: actor !== null,
      },
      input,
      moment,
    ),
})
