import { decideChangeGrants } from '../../domain/invitation/change-grants.ts'
import { askedByMember } from '../asked-by-member.ts'
import { verb } from '../verb.ts'

export const changeGrants = verb({
  name: 'invitation.changeGrants',
  needs: ({ input: { invitationId, grants } }) => ({
    invitations: [invitationId],
    workspaces: grants.map(({ workspaceId }) => workspaceId),
  }),
  decide: (common, { invitations, workspaces }, input, moment) =>
    askedByMember(common, (actor) =>
      decideChangeGrants(
        { actor, invitation: invitations.get(input.invitationId) ?? null, workspaces },
        input,
        moment,
      ),
    ),
})
