import { invitationRecord } from '../../../db/queries/records.ts'
import { accountById, invitationById } from '../../../db/queries/snapshot.ts'
import { decideAccept } from '../../domain/invitation/accept.ts'
import { verb } from '../verb.ts'

export const accept = verb({
  name: 'invitation.accept',
  read: ({ db }, { organizationId, actor, input: { invitationId } }) => ({
    invitations: invitationById(db, organizationId, invitationId),
    accounts: accountById(db, actor.kind === 'user' ? actor.userId : ''),
  }),
  decide: ({ organizationId, actor }, { invitations: [row], accounts }, input, moment) =>
    decideAccept(
      {
        organizationId,
        invitation: row ? invitationRecord(row) : null,
        account: accounts[0] ?? null,
        isMember: actor !== null,
      },
      input,
      moment,
    ),
})
