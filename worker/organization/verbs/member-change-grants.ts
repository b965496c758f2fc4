import { memberById, owners, workspacesByIds } from '../../../db/queries/snapshot.ts'
import { decideChangeMemberGrants } from '../../domain/member/change-grants.ts'
import { askedByMember } from '../asked-by-member.ts'
import { verb } from '../verb.ts'

export const changeMemberGrants = verb({
  name: 'member.changeGrants',
  read: ({ db }, { organizationId, input: { userId, grants } }) => ({
    members: memberById(db, organizationId, userId),
    owners: owners(db, organizationId),
    workspaces: workspacesByIds(
      db,
      organizationId,
      grants.map(({ workspaceId }) => workspaceId),
    ),
  }),
  decide: (common, { members: [member], owners, workspaces }, input) =>
    askedByMember(common, (actor) =>
      decideChangeMemberGrants(
        { actor, member: member ?? null, owners: owners.length, workspaces },
        input,
      ),
    ),
})
