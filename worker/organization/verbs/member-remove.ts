import { decideRemove } from '../../domain/member/remove.ts'
import { askedByMember } from '../asked-by-member.ts'
import { verb } from '../verb.ts'

export const removeMember = verb({
  name: 'member.remove',
  needs: ({ input: { userId } }) => ({ members: [userId] }),
  decide: (common, { members }, { userId }) =>
    askedByMember(common, (actor) => decideRemove({ actor, member: members.get(userId) ?? null })),
})
