import { memberById } from '../../../db/queries/snapshot.ts'
import { decideRemove } from '../../domain/member/remove.ts'
import { askedByMember } from '../asked-by-member.ts'
import { verb } from '../verb.ts'

export const removeMember = verb({
  name: 'member.remove',
  read: ({ db }, { organizationId, input: { userId } }) => ({
    members: memberById(db, organizationId, userId),
  }),
  decide: (common, { members: [member] }) =>
    askedByMember(common, (actor) => decideRemove({ actor, member: member ?? null })),
})
