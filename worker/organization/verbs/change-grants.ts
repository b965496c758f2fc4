import { invitationRecord } from '../../../db/queries/records.ts'
import { invitationById, workspacesByIds } from '../../../db/queries/snapshot.ts'
import { decideChangeGrants } from '../../domain/invitation/change-grants.ts'
import { askedByMember } from '../asked-by-member.ts'
import { verb } from '../verb.ts'

export const changeGrants = verb({
  name: 'invitation.changeGrants',
  read: ({ db }, { organizationId, input: { invitationId, grants } }) => ({
    invitations: invitationById(db, organizationId, invitationId),
    workspaces: workspacesByIds(
      db,
      organizationId,
      grants.map(({ workspaceId }) => workspaceId),
    ),
  }),
  decide: (common, { invitations: [row], workspaces }, input, moment) =>
    askedByMember(common, (actor) =>
      decideChangeGrants(
        { actor, invitation: row ? invitationRecord(row) : null, workspaces },
        input,
        moment,
      ),
    ),
})
