import { invitationRecord } from '../../../db/queries/records.ts'
import { invitationById } from '../../../db/queries/snapshot.ts'
import { decideCancel } from '../../domain/invitation/cancel.ts'
import { askedByMember } from '../asked-by-member.ts'
import { verb } from '../verb.ts'

export const cancel = verb({
  name: 'invitation.cancel',
  read: ({ db }, { organizationId, input: { invitationId } }) => ({
    invitations: invitationById(db, organizationId, invitationId),
  }),
  decide: (common, { invitations: [row] }, _input, moment) =>
    askedByMember(common, (actor) =>
      decideCancel({ actor, invitation: row ? invitationRecord(row) : null }, moment),
    ),
})
