import { decideRename } from '../../domain/member/rename.ts'
import { askedByMember } from '../asked-by-member.ts'
import { verb } from '../verb.ts'

export const renameMember = verb({
  name: 'member.rename',
  needs: ({ input: { userId } }) => ({ members: [userId], owners: true }),
  decide: (common, { members, owners }, input) =>
    askedByMember(common, (actor) =>
      decideRename({ actor, member: members.get(input.userId) ?? null, owners }, input),
    ),
})
