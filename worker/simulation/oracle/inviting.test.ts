import { expect, test } from 'vitest'
import { resend } from './inviting.ts'
import { mailsPerAddress, mailsPerOrganization } from './rules.ts'
import { emptyWorld, type Invitation, type Member, type Organization } from './world.ts'

const now = Date.UTC(2026, 10, 23, 12)
const emailKey = 'nadia@northwind.test'
const owner: Member = {
  role: 'owner',
  shownName: null,
  grants: new Map(),
  joinedAt: 0,
  lastActiveAt: 0,
}
const invitation: Invitation = {
  id: 'i',
  email: emailKey,
  emailKey,
  role: 'member',
  status: 'pending',
  generation: 1,
  contentVersion: 1,
  createdBy: 'olivia',
  sponsor: 'olivia',
  createdAt: 0,
  sentAt: 0,
  expiresAt: now + 1,
  closedAt: null,
  acceptedBy: null,
  grants: new Map(),
}
const of: Organization = {
  id: 'o',
  name: 'Acme',
  isDeleted: false,
  version: 1,
  members: new Map([['olivia', owner]]),
  workspaces: new Map(),
  invitations: new Map([['i', invitation]]),
  mails: [],
  deeds: new Map(),
}

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
    world.quotas.set(`mail:address:${emailKey}`, ofAddress)
    expect(resend({ world, of, asker: { ...owner, id: 'olivia' }, now }, invitation)).toEqual({
      kind: 'refused',
      refusal: { reason: 'rate_limited', retryAfter: 91 },
    })
  },
)
