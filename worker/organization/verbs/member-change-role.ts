import { decideChangeRole } from '../../domain/member/change-role.ts'
import { askedByMember } from '../asked-by-member.ts'
import { verb } from '../verb.ts'

export const changeRole = verb({
  name: 'member.changeRole',
  needs: ({ input: { userId } }) => ({ members: [userId], owners: true }),
  decide: (common, { members, owners }, input) =>
    askedByMember(common, (actor) =>
      decideChangeRole({ actor, member: members.get(input.userId) ?? null, owners }, input),
    ),
})
