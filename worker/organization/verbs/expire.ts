import { duePending } from '../../../db/queries/snapshot.ts'
import { decideExpire } from '../../domain/invitation/expire.ts'
import { refuse } from '../../domain/refusal.ts'
import { verb } from '../verb.ts'

/** For the cron job; no user reaches it. */
export const expire = verb({
  name: 'invitation.expire',
  read: ({ db, now }, { organizationId, input: { limit } }) => ({
    pending: duePending(db, organizationId, now, limit),
  }),
  decide: ({ organization }, { pending }, _input, moment) =>
    organization ? decideExpire({ pending }, moment) : refuse('not_found'),
})
