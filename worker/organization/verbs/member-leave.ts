import { decideLeave } from '../../domain/member/remove.ts'
import { askedByMember } from '../asked-by-member.ts'
import { verb } from '../verb.ts'

export const leave = verb({
  name: 'member.leave',
  needs: () => ({ owners: true }),
  decide: (common, { owners }) => askedByMember(common, (actor) => decideLeave({ actor, owners })),
})
