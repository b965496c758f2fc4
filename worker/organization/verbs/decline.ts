import { decideDecline } from '../../domain/invitation/decline.ts'
import { verb } from '../verb.ts'

/** Asked by whoever holds the link (R28), so no membership is looked at. */
export const decline = verb({
  name: 'invitation.decline',
  needs: ({ input: { invitationId } }) => ({ invitations: [invitationId] }),
  decide: ({ organizationId }, { invitations }, input, moment) =>
    decideDecline(
      { organizationId, invitation: invitations.get(input.invitationId) ?? null },
      input,
      moment,
    ),
})
