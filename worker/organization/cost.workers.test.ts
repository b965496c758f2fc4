import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { takeTurn } from '../mail/outbox/turn.ts'
import { reasonOf, valueOf } from '../testing/builders.ts'
import { insertInvitations } from '../testing/crowd.ts'
import { interceptBatches } from '../testing/d1.ts'
import { everyVerb, newDeed, sendDeed } from '../testing/deeds.ts'
import { withSeams } from '../testing/faulty/seams.ts'
import { asMember, newOrganization, newPerson, type TestPerson } from '../testing/organization.ts'
import { standing, writtenBetween } from '../testing/rows-written.ts'
import type { Verb } from './commands.ts'

/** The trips that objects make to D1 while the work runs, and the rows that are read and written. */
async function costOf(work: () => Promise<unknown>) {
  const cost = { trips: 0, read: 0, written: 0 }
  const d1 = async ({ go }: { go: () => Promise<unknown> }) => {
    const results = (await go()) as D1Result[]
    cost.trips += 1
    for (const { meta } of results) cost.read += meta.rows_read
    cost.written += rowsOf(results)
    return results
  }
  await withSeams({ d1 }, work)
  return cost
}

const rowsOf = (results: D1Result[]) =>
  results.reduce((sum, { meta }) => sum + meta.rows_written, 0)

const sum = (written: Record<string, number>) =>
  Object.values(written).reduce((one, other) => one + other, 0)

/** Of each verb's deed in `deeds.ts`; an address there is of four words. */
const rowsWritten: Record<Verb, number> = {
  'organization.create': 12,
  'organization.rename': 3,
  'organization.delete': 32,
  'workspace.create': 5,
  'workspace.update': 3,
  'workspace.archive': 3,
  'workspace.restore': 3,
  'workspace.delete': 3,
  'member.changeRole': 7,
  'member.changeGrants': 4,
  'member.rename': 14,
  'member.remove': 8,
  'member.leave': 8,
  'invitation.create': 16,
  'invitation.createMany': 31,
  'invitation.approve': 4,
  'invitation.resend': 10,
  'invitation.cancel': 6,
  'invitation.changeGrants': 6,
  'invitation.accept': 16,
  'invitation.decline': 5,
  'invitation.expire': 7,
}

async function call(person: string | undefined, name: string) {
  await env.DB.prepare('UPDATE user SET name = ? WHERE id = ?').bind(name, person).run()
}

test('from the invitation with two grants to the membership, 30 rows are written, and 2 to send its mail', async () => {
  const { id: organizationId, owner, web, api } = await newOrganization()
  const grants = [web, api].map((workspaceId) => ({ workspaceId, role: 'member' as const }))
  const email = 'nadia@northwind.test'
  const invitee = await newPerson(organizationId, email)
  await call(invitee.id, 'Nadia Novak')
  const before = await standing(env.DB)

  const inviting = await costOf(async () =>
    valueOf(await owner.send('invitation.create', { ...asMember, email, grants })),
  )
  const invited = await standing(env.DB)
  const byInviting = writtenBetween(before, invited)
  expect(byInviting).toEqual({
    organization: 1,
    organization_total: 1,
    invitation: 1,
    invitation_one_pending_per_address: 1,
    invitation_by_status: 1,
    invitation_by_creator: 1,
    invitation_due: 1,
    // The address, and its domain.
    invitation_word: 2,
    invitation_grant: 2,
    outbox_mail: 1,
    outbox_mail_due: 1,
    // Of the address: the organization's mails are counted in its own row.
    quota: 1,
    audit_event: 1,
  })
  expect(inviting.written).toBe(sum(byInviting))

  const sending = await sendingOneMail()
  expect(sending).toEqual({ claim: 1, settle: 1 })

  const ofInvitation = await env.DB.prepare('SELECT id FROM invitation WHERE email_key = ?')
    .bind(email)
    .first<string>('id')
  const link = { invitationId: ofInvitation ?? '', generation: 1, contentVersion: 1 }
  const sent = await standing(env.DB)
  const accepting = await costOf(async () => valueOf(await invitee.send('invitation.accept', link)))
  const byAccepting = writtenBetween(sent, await standing(env.DB))
  expect(byAccepting).toEqual({
    organization: 1,
    // Once for the invitation and once for the membership, of which only the last is seen.
    organization_total: 1,
    invitation: 1,
    invitation_by_status: 1,
    membership: 1,
    membership_by_joined: 1,
    membership_by_name: 1,
    membership_by_last_active: 1,
    // The second of the names (the address begins with the first), the address, and its domain.
    member_word: 3,
    membership_grant: 2,
    audit_event: 1,
  })
  expect(accepting.written).toBe(sum(byAccepting) + 1)
  expect(inviting.written + accepting.written).toBe(30)
})

/** Counted apart, for it is no part of the deed, and some mails take several tries. */
async function sendingOneMail() {
  const since = Date.now()
  const written: number[] = []
  const d1 = interceptBatches(env.DB, async (go) => {
    const results = await go()
    written.push(rowsOf(results))
    return results
  })
  const lease = { id: 'lease', since, until: since + 60_000 }
  const { claimed } = await takeTurn(d1, { lease, handled: [] }, { lease, limit: 1 })
  const handled = claimed.map((mail) => ({ mail, outcome: { kind: 'sent' } as const, at: since }))
  await takeTurn(d1, { lease, handled }, { lease, limit: 0 })
  const [claim, settle] = written
  return { claim, settle }
}

/** Has the organization of a deed so many open invitations that to read them all would be seen. */
async function crowded({ organizationId, by }: { organizationId: string; by: TestPerson | null }) {
  const most = 200
  const invitations = Array.from({ length: 2 * most }, (_, n) => ({
    id: `${organizationId}-${n}`,
    email: `somebody-${n}@initech.test`,
    status: n % 2 === 0 ? ('pending' as const) : ('expired' as const),
    createdAt: 1,
    expiresAt: Date.now() + 60_000,
    createdBy: by?.id ?? null,
    sponsorId: by?.id ?? null,
    workspaces: [],
    isDelivered: true,
  }))
  await insertInvitations(organizationId, invitations)
  return most
}

describe('a deed costs what is known: two trips, and so many rows and entries of indexes, however many invitations there are', () => {
  test.each(everyVerb)('%s', async (verb) => {
    const deed = await newDeed(verb)
    const mayRead = verb.startsWith('organization.') ? Infinity : await crowded(deed)
    // Of two words, neither of which an address begins with.
    if (verb === 'invitation.accept') await call(deed.by?.id, 'Zoe Zimmer')
    const cost = await costOf(async () =>
      expect(reasonOf(await sendDeed(deed, crypto.randomUUID()))).toBe('allowed'),
    )
    expect(cost).toMatchObject({ trips: 2, written: rowsWritten[verb] })
    expect(cost.read).toBeLessThan(mayRead)
  })
})
