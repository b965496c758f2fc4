import { invitationRecord } from '../../../db/queries/records.ts'
import { invitationById } from '../../../db/queries/snapshot.ts'
import { decideDecline } from '../../domain/invitation/decline.ts'
import { verb } from '../verb.ts'

/** Asked by whoever holds the link (R28), so no membership is looked at. */
export const decline = verb({
  name: 'invitation.decline',
  read: ({ db }, { organizationId, input: { invitationId } }) => ({
    invitations: invitationById(db, organizationId, invitationId),
  }),
  decide: ({ organizationId }, { invitations: [row] }, input, moment) =>
    decideDecline(
      { organizationId, invitation: row ? invitationRecord(row) : null },
      input,
      moment,
    ),
})
