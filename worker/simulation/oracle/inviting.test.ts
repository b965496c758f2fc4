import { expect, test } from 'vitest'
import { builtInvitation, builtOrganization } from './builders.ts'
import { resend } from './inviting.ts'
import { mailsPerAddress, mailsPerOrganization } from './rules.ts'
import { emptyWorld, type Member } from './world.ts'

const now = Date.UTC(2026, 10, 23, 12)
const owner: Member = {
  role: 'owner',
  shownName: null,
  grants: new Map(),
  joinedAt: 0,
  lastActiveAt: 0,
}
const invitation = builtInvitation(now - 1)
const of = builtOrganization(invitation, { members: new Map([['olivia', owner]]) })

test.each([
  [30_000, 90_500],
  [90_500, 30_000],
])(
  'of two limits that are reached, the one that opens again last says how long to wait (R42)',
  (organizationOpensIn, addressOpensIn) => {
    const world = emptyWorld()
    const ofOrganization = { count: mailsPerOrganization, endsAt: now + organizationOpensIn }
    const ofAddress = { count: mailsPerAddress, endsAt: now + addressOpensIn }
    world.quotas.set('mail:organization:o', ofOrganization)
    world.quotas.set(`mail:address:${invitation.emailKey}`, ofAddress)
    expect(resend({ world, of, asker: { ...owner, id: 'olivia' }, now }, invitation)).toEqual({
      kind: 'refused',
      refusal: { reason: 'rate_limited', retryAfter: 91 },
    })
  },
)
