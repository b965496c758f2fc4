import { owners } from '../../../db/queries/snapshot.ts'
import { decideLeave } from '../../domain/member/remove.ts'
import { askedByMember } from '../asked-by-member.ts'
import { verb } from '../verb.ts'

export const leave = verb({
  name: 'member.leave',
  read: ({ db }, { organizationId }) => ({ owners: owners(db, organizationId) }),
  decide: (common, { owners }) =>
    askedByMember(common, (actor) => decideLeave({ actor, owners: owners.length })),
})
