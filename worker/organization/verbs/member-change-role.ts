import { memberById, owners } from '../../../db/queries/snapshot.ts'
import { decideChangeRole } from '../../domain/member/change-role.ts'
import { askedByMember } from '../asked-by-member.ts'
import { verb } from '../verb.ts'

export const changeRole = verb({
  name: 'member.changeRole',
  read: ({ db }, { organizationId, input: { userId } }) => ({
    members: memberById(db, organizationId, userId),
    owners: owners(db, organizationId),
  }),
  decide: (common, rows, input) =>
    askedByMember(common, (actor) =>
      decideChangeRole(
        { actor, member: rows.members[0] ?? null, owners: rows.owners.length },
        input,
      ),
    ),
})
