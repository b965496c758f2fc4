/** Commands that wait at the same time are loaded, decided and committed together, and come to what they come to singly. */
import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { configuration } from '../configuration.ts'
import { decidedOf, reasonOf, valueOf } from '../testing/builders.ts'
import { carryOutAlone, carryOutTogether, meansOn } from '../testing/carry-out.ts'
import { interceptBatches } from '../testing/d1.ts'
import { connectionLost } from '../testing/faulty/faults.ts'
import {
  asMember,
  everythingOf,
  newAddress,
  newOrganization,
  newPerson,
  type TestOrganization,
} from '../testing/organization.ts'
import { randomFrom } from '../testing/random.ts'
import { carryOut } from './carry-out.ts'
import type { Answer, Command, Commands, Verb } from './commands.ts'

beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => {}))

const times = <T>(count: number, work: (at: number) => T) =>
  Array.from({ length: count }, (_, at) => work(at))

function command<V extends Verb>(
  organizationId: string,
  userId: string,
  verb: V,
  input: Commands[V]['input'],
): Command {
  const operationId = crypto.randomUUID()
  return { verb, organizationId, operationId, actor: { kind: 'user', userId }, input }
}

/** Commands of the Owner that invite so many addresses. */
function invites({ id, owner }: TestOrganization, count: number, email = newAddress) {
  return times(count, () =>
    command(id, owner.id, 'invitation.create', { ...asMember, email: email() }),
  )
}

/** D1, and how many statements each trip to it had. */
function countedTrips() {
  const trips: number[] = []
  const d1 = interceptBatches(env.DB, (go, _, { length }) => {
    trips.push(length)
    return go()
  })
  return { d1, trips }
}

/** Something befalls the second trip, the commit: before it, or after it. */
function atCommit({ before, after }: { before?: () => unknown; after?: () => unknown }) {
  const trips = { count: 0 }
  const d1 = interceptBatches(env.DB, async (go, at) => {
    trips.count = at
    if (at !== 2) return go()
    await before?.()
    const results = await go()
    await after?.()
    return results
  })
  return { d1, trips }
}

const raiseVersion = (organizationId: string) =>
  env.DB.prepare('UPDATE organization SET version = version + 1 WHERE id = ?')
    .bind(organizationId)
    .run()

function breakConnection(): never {
  throw new Error(connectionLost)
}

describe('commands that wait at the same time', () => {
  test('are two round trips, of as many statements for 32 invitations as for two', async () => {
    const organization = await newOrganization()
    const few = countedTrips()
    await carryOutTogether(meansOn(few.d1), invites(organization, 2))
    const many = countedTrips()
    const answers = await carryOutTogether(meansOn(many.d1), invites(organization, 32))

    expect(new Set(answers.map(reasonOf))).toEqual(new Set(['allowed']))
    expect(many.trips).toHaveLength(2)
    expect(many.trips).toEqual(few.trips)
    const after = await everythingOf(organization.id)
    expect(after.organization).toMatchObject([{ version: 35 }])
    expect([after.invitations.length, after.mails.length, after.events.length]).toEqual([
      34, 34, 34,
    ])
  })

  test('and are the same are one deed, and refusals that are not committed (R5)', async () => {
    const organization = await newOrganization()
    const email = newAddress()
    const { d1, trips } = countedTrips()
    const asked = invites(organization, 32, () => email)
    const answers = await carryOutTogether(meansOn(d1), asked)
    const reasons = answers.map(reasonOf)
    expect(reasons).toEqual(['allowed', ...times(31, () => 'already_invited')])
    expect(trips).toHaveLength(3)
  })

  test('and are one operation are carried out once, and answered the same', async () => {
    const organization = await newOrganization()
    const [one, other] = invites(organization, 2)
    const [first, between, again] = await carryOutTogether(
      meansOn(env.DB),
      [one, other, one].flatMap((some) => some ?? []),
    )
    expect(valueOf(again!)).toEqual(valueOf(first!))
    expect(reasonOf(between)).toBe('allowed')
    expect((await everythingOf(organization.id)).invitations).toHaveLength(2)
  })

  test('are counted towards the limit of mails to the last one (R42)', async () => {
    const organization = await newOrganization()
    const of = configuration(env)
    const { d1, trips } = countedTrips()
    const limits = { ...of.limits, mailsPerOrganization: 20 }
    const means = meansOn(d1, { configuration: { ...of, limits } })
    await carryOutTogether(means, invites(organization, 16))
    const answers = await carryOutTogether(means, invites(organization, 12))
    const reasons = answers.map(reasonOf)
    expect(reasons).toEqual([...times(4, () => 'allowed'), ...times(8, () => 'rate_limited')])
    expect(trips).toHaveLength(4)
    expect((await everythingOf(organization.id)).organization).toMatchObject([{ mail_count: 20 }])
  })
})

describe('a group', () => {
  test('whose commit loses against another way of changing rows is carried out one by one (F9)', async () => {
    const organization = await newOrganization()
    const { d1, trips } = atCommit({ before: () => raiseVersion(organization.id) })
    const answers = await carryOutTogether(meansOn(d1), invites(organization, 3))
    expect(answers.map(reasonOf)).toEqual(['allowed', 'allowed', 'allowed'])
    expect(trips.count).toBe(2 + 3 * 2)
    const after = await everythingOf(organization.id)
    expect(after.organization).toMatchObject([{ version: 5 }])
    expect([after.invitations.length, after.mails.length, after.events.length]).toEqual([3, 3, 3])
  })

  test('of which one invitation is closed by hand in between refuses that one alone (F9)', async () => {
    const organization = await newOrganization()
    const { id, owner } = organization
    const [invited] = await carryOutTogether(meansOn(env.DB), invites(organization, 1))
    const { id: invitationId } = valueOf(invited as Answer<'invitation.create'>)
    const close = () =>
      env.DB.prepare("UPDATE invitation SET status = 'canceled' WHERE id = ?")
        .bind(invitationId)
        .run()
    const { d1 } = atCommit({ before: close })
    const [first, last] = invites(organization, 2)
    const cancel = command(id, owner.id, 'invitation.cancel', { invitationId })
    const answers = await carryOutTogether(
      meansOn(d1),
      [first, cancel, last].flatMap((one) => one ?? []),
    )
    expect(answers.map(reasonOf)).toEqual(['allowed', 'invitation_not_pending', 'allowed'])
  })

  test('whose commit took place but was not heard of is answered from what is there (F5)', async () => {
    const organization = await newOrganization()
    const { d1, trips } = atCommit({ after: breakConnection })
    const answers = await carryOutTogether(meansOn(d1), invites(organization, 3))
    expect(answers.map(reasonOf)).toEqual(['allowed', 'allowed', 'allowed'])
    expect(trips.count).toBe(3)
    expect((await everythingOf(organization.id)).events).toHaveLength(3)
  })

  test('whose commit did not take place is unavailable, and nothing of it is there (F5)', async () => {
    const organization = await newOrganization()
    const before = await everythingOf(organization.id)
    const asked = invites(organization, 3)
    const { d1, trips } = atCommit({ before: breakConnection })
    const answers = await carryOutTogether(meansOn(d1), asked)
    expect(answers.map(reasonOf)).toEqual(times(3, () => 'unavailable'))
    expect(trips.count).toBe(3)
    expect(await everythingOf(organization.id)).toEqual(before)
    const again = await carryOutTogether(meansOn(env.DB), asked)
    expect(again.map(reasonOf)).toEqual(['allowed', 'allowed', 'allowed'])
  })

  test('in which one can’t even be decided fails that one alone', async () => {
    const organization = await newOrganization()
    const asked = invites(organization, 3)
    // As an older or newer worker might send it.
    const strange = { ...asked[1], input: { email: newAddress() } } as unknown as Command
    const outcomes: string[] = []
    const group = asked.with(1, strange).map((one, at) => ({
      command: one,
      operation: undefined,
      isLate: () => false,
      answer: (answer: Answer<Verb>) => void (outcomes[at] = reasonOf(answer)),
      fail: () => void (outcomes[at] = 'failed'),
    }))
    await carryOut(meansOn(env.DB), group)
    expect(outcomes).toEqual(['allowed', 'failed', 'allowed'])
    expect((await everythingOf(organization.id)).invitations).toHaveLength(2)
  })

  test('leaves out whoever gave up before its commit (F6)', async () => {
    const organization = await newOrganization()
    let hasGivenUp = false
    const answers: Answer<Verb>[] = []
    const d1 = interceptBatches(env.DB, async (go, at) => {
      const results = await go()
      if (at === 1) hasGivenUp = true
      return results
    })
    const group = invites(organization, 3).map((one, at) => ({
      command: one,
      operation: undefined,
      isLate: () => at === 1 && hasGivenUp,
      answer: (answer: Answer<Verb>) => void (answers[at] = answer),
      fail: (error: unknown) => expect.unreachable(String(error)),
    }))
    await carryOut(meansOn(d1), group)
    expect(Object.keys(answers)).toEqual(['0', '2'])
    expect(Object.values(answers).map(reasonOf)).toEqual(['allowed', 'allowed'])
    expect((await everythingOf(organization.id)).invitations).toHaveLength(2)
  })
})

const hour = 60 * 60 * 1000
const noon = Date.UTC(2026, 10, 23, 12)

/** An organization with an invitation that is pending, one of an Admin's, and one that has expired. */
async function newScene() {
  const organization = await newOrganization()
  const { id, owner, admin, web } = organization
  await env.DB.prepare('UPDATE membership SET joined_at = 1 WHERE organization_id = ?')
    .bind(id)
    .run()
  const domain = `${crypto.randomUUID()}.test`
  const addresses = times(5, (at) => `address-${at}@${domain}`)
  const grants = [{ workspaceId: web, role: 'manager' as const }]
  const invited = async (by: string, at: number, hoursAgo: number, also: object) => {
    const means = meansOn(env.DB, { now: () => noon - hoursAgo * hour })
    const input = { ...asMember, email: addresses[at] ?? '', ...also }
    return valueOf(await carryOutAlone(means, command(id, by, 'invitation.create', input))) as {
      id: string
    }
  }
  const invitations = [
    await invited(owner.id, 0, 2, { grants }),
    await invited(admin.id, 1, 2, { role: 'admin' }),
    await invited(admin.id, 2, 80, {}),
  ].map((invitation) => invitation.id)
  const invitees = [await newPerson(id, addresses[0]), await newPerson(id, addresses[1])]
  return { organization, addresses, invitations, invitees }
}
type Scene = Awaited<ReturnType<typeof newScene>>

/** Commands that get in each other's way, the same for the same seed whatever the organization is. */
function commandsOf(scene: Scene, count: number, seed: number): Command[] {
  const { organization, addresses, invitations, invitees } = scene
  const { id, owner, admin, manager, member, web, api } = organization
  const random = randomFrom(seed)
  const pick = <T>(list: readonly T[]): T => list[random(list.length)] as T
  const people = [owner, owner, admin, admin, manager, ...invitees]
  const commands: Command[] = []
  const make = (): Command => {
    const by = pick(people).id
    const invitationId = pick(invitations)
    const link = { invitationId, generation: 1 }
    const grants = pick([[], [{ workspaceId: pick([web, api]), role: 'member' as const }]])
    const one = { email: pick(addresses), role: pick(['member', 'admin'] as const), grants }
    const userId = pick([admin, member, manager, ...invitees]).id
    switch (pick(['invite', 'invite', 'invite', ...deeds])) {
      case 'resend':
        return command(id, by, 'invitation.resend', { invitationId, locale: 'en' })
      case 'cancel':
        return command(id, by, 'invitation.cancel', { invitationId })
      case 'approve':
        return command(id, by, 'invitation.approve', { invitationId })
      case 'changeGrants':
        return command(id, by, 'invitation.changeGrants', { invitationId, grants })
      case 'accept':
        return command(id, pick(invitees).id, 'invitation.accept', { ...link, contentVersion: 1 })
      case 'decline':
        return { ...command(id, by, 'invitation.decline', link), actor: { kind: 'link' } }
      case 'expire':
        return command(id, by, 'invitation.expire', { limit: 1 + random(3) })
      case 'inviteMany': {
        const list = [one, { ...one, email: pick(addresses) }]
        const input = { invitations: list, locale: 'en' as const, dryRun: random(4) === 0 }
        return command(id, by, 'invitation.createMany', input)
      }
      case 'changeRole':
        return command(id, owner.id, 'member.changeRole', { userId, role: one.role })
      case 'remove':
        return command(id, by, 'member.remove', { userId })
      case 'rename':
        return command(id, owner.id, 'member.rename', { userId, name: `Mika ${random(3)}` })
      case 'archive':
        return command(id, by, 'workspace.archive', { workspaceId: web })
      case 'again':
        return commands.length > 0 ? pick(commands) : make()
      default:
        return command(id, by, 'invitation.create', { ...one, locale: 'en' })
    }
  }
  for (let at = 0; at < count; at += 1) commands.push(make())
  return commands
}
const deeds = [
  'resend',
  'cancel',
  'approve',
  'changeGrants',
  'accept',
  'decline',
  'expire',
  'inviteMany',
  'changeRole',
  'remove',
  'rename',
  'archive',
  'again',
] as const

const rowsOfScene = [
  `SELECT version, mail_count FROM organization WHERE id = ?`,
  `SELECT u.email, m.role, m.display_name FROM membership m JOIN user u ON u.id = m.user_id WHERE organization_id = ? ORDER BY length(u.email), u.email`,
  `SELECT email, role, status, generation, content_version, created_by, sponsor_id, sent_at, expires_at, closed_at, accepted_by, id
    FROM invitation WHERE organization_id = ? ORDER BY email, sent_at, status`,
  `SELECT i.id, w.name, g.role FROM invitation_grant g JOIN invitation i ON i.id = g.invitation_id JOIN workspace w ON w.id = g.workspace_id
    WHERE i.organization_id = ? ORDER BY i.email, i.sent_at, i.status, w.name`,
  `SELECT recipient, invitation_id, generation, payload, status FROM outbox_mail WHERE organization_id = ? ORDER BY recipient, created_at`,
  `SELECT verb, actor, subject_id, details, answer, operation_id, version FROM audit_event WHERE organization_id = ? ORDER BY version, line`,
  `SELECT kind, count FROM organization_count WHERE organization_id = ? ORDER BY kind`,
]

/** What commands came to, with a name for each id by where it comes first. */
async function outcomeOf({ organization }: Scene, answers: Answer<Verb>[]): Promise<string> {
  const rows = await env.DB.batch(
    rowsOfScene.map((query) => env.DB.prepare(query).bind(organization.id)),
  )
  const names = new Map<string, string>()
  const text = JSON.stringify([answers.map(decidedOf), rows.map(({ results }) => results)], null, 1)
  const id = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|person-[\w-]+|Person \d+/g
  return text.replaceAll(id, (one) => {
    const name = names.get(one) ?? `«${names.size}»`
    names.set(one, name)
    return name
  })
}

describe('commands of every kind, at once', () => {
  test.each(times(8, (at) => 1000 * at))(
    'come to the same answers and rows together as one after the other (seeds from %i on)',
    async (first) => {
      const means = meansOn(env.DB, { now: () => noon })
      for (const seed of times(3, (at) => first + at)) {
        const [one, other] = [await newScene(), await newScene()]
        const count = 2 + (seed % 9)
        const together = await carryOutTogether(means, commandsOf(one, count, seed))
        const singly: Answer<Verb>[] = []
        for (const each of commandsOf(other, count, seed)) {
          singly.push(await carryOutAlone(means, each))
        }
        expect(await outcomeOf(one, together), `seed ${seed}`).toBe(await outcomeOf(other, singly))
      }
    },
  )
})
