import { sql } from 'drizzle-orm'
import { invitationRecord } from '../../../db/queries/records.ts'
import {
  addressOf,
  invitationById,
  membersByAddress,
  quotasByKey,
  rivalOf,
  workspacesOfInvitation,
} from '../../../db/queries/snapshot.ts'
import { decideResend } from '../../domain/invitation/resend.ts'
import { askedByMember } from '../asked-by-member.ts'
import { mailLimitKeys, mailLimits } from '../mail-limits.ts'
import { verb } from '../verb.ts'

export const resend = verb({
  name: 'invitation.resend',
  read: ({ db }, { organizationId, input: { invitationId } }) => {
    const emailKey = addressOf(organizationId, invitationId)
    return {
      invitations: invitationById(db, organizationId, invitationId),
      members: membersByAddress(db, organizationId, sql`json_array(${emailKey})`),
      rivals: rivalOf(db, organizationId, invitationId),
      workspaces: workspacesOfInvitation(db, organizationId, invitationId),
      counted: quotasByKey(db, mailLimitKeys(organizationId, emailKey)),
    }
  },
  decide: (common, rows, input, moment, configuration) =>
    askedByMember(common, (actor, organizationName) => {
      const [row] = rows.invitations
      return decideResend(
        {
          organizationName,
          actor,
          invitation: row ? invitationRecord(row) : null,
          isMember: rows.members.length > 0,
          isInvitedOtherwise: rows.rivals.length > 0,
          workspaces: rows.workspaces,
          limits: row ? mailLimits(configuration, common.organizationId, row.emailKey) : [],
          counted: rows.counted,
        },
        input,
        moment,
      )
    }),
})
