import { memberById, owners } from '../../../db/queries/snapshot.ts'
import { decideRename } from '../../domain/member/rename.ts'
import { askedByMember } from '../asked-by-member.ts'
import { verb } from '../verb.ts'

export const renameMember = verb({
  name: 'member.rename',
  read: ({ db }, { organizationId, input: { userId } }) => ({
    members: memberById(db, organizationId, userId),
    owners: owners(db, organizationId),
  }),
  decide: (common, rows, input) =>
    askedByMember(common, (actor) =>
      decideRename({ actor, member: rows.members[0] ?? null, owners: rows.owners.length }, input),
    ),
})
