import { decideChangeMemberGrants } from '../../domain/member/change-grants.ts'
import { askedByMember } from '../asked-by-member.ts'
import { verb } from '../verb.ts'

export const changeMemberGrants = verb({
  name: 'member.changeGrants',
  needs: ({ input: { userId, grants } }) => ({
    members: [userId],
    owners: true,
    workspaces: grants.map(({ workspaceId }) => workspaceId),
  }),
  decide: (common, { members, owners, workspaces }, input) =>
    askedByMember(common, (actor) =>
      decideChangeMemberGrants(
        { actor, member: members.get(input.userId) ?? null, owners, workspaces },
        input,
      ),
    ),
})
