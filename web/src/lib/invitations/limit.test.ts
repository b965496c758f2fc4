import { expect, test } from 'vitest'
import type { InviteOutcome } from '#lib/domain.ts'
import { limitReached } from './limit.ts'

const email = 'nadia@northwind.test'
const invited: InviteOutcome = { email, outcome: 'invited', invitationId: 'i1' }
const member: InviteOutcome = { email, outcome: 'refused', reason: 'already_member' }
const limited: InviteOutcome = { email, outcome: 'refused', reason: 'rate_limited', retryAfter: 60 }
const failure = { reason: 'rate_limited', retryAfter: 60 }

test.each([
  ['nobody was limited', [invited, member], undefined],
  ['all from one on were limited', [invited, limited, limited], failure],
  ['those after it were refused for other reasons', [invited, limited, member, limited], failure],
  ['one address alone had too many mails', [invited, limited, invited], undefined],
  ['there was nobody', [], undefined],
])('whether a list ran into the limit on mails: %s (R42)', (_what, outcomes, reached) => {
  expect(limitReached(outcomes)).toEqual(reached)
})
