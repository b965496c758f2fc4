import { decideExpire } from '../../domain/invitation/expire.ts'
import { refuse } from '../../domain/refusal.ts'
import { verb } from '../verb.ts'

/** For the cron job; no user reaches it. */
export const expire = verb({
  name: 'invitation.expire',
  needs: ({ input: { limit } }) => ({ due: limit }),
  decide: ({ organization }, { due }, { limit }, moment) =>
    organization ? decideExpire({ pending: due.slice(0, limit) }, moment) : refuse('not_found'),
})
