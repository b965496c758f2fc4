import { invitationRecord } from '../../../db/queries/records.ts'
import { invitationById } from '../../../db/queries/snapshot.ts'
import { decideApprove } from '../../domain/invitation/approve.ts'
import { askedByMember } from '../asked-by-member.ts'
import { verb } from '../verb.ts'

export const approve = verb({
  name: 'invitation.approve',
  read: ({ db }, { organizationId, input: { invitationId } }) => ({
    invitations: invitationById(db, organizationId, invitationId),
  }),
  decide: (common, { invitations: [row] }, _input, moment) =>
    askedByMember(common, (actor) =>
      decideApprove({ actor, invitation: row ? invitationRecord(row) : null }, moment),
    ),
})
