/** Many at once, through two instances of an organization's object and past both of them. */
import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { reasonOf, valueOf } from '../testing/builders.ts'
import { carryOutAlone, meansOn } from '../testing/carry-out.ts'
import { beside, nameBeside } from '../testing/faulty/instances.ts'
import { interleave, isSerial, ordersOf } from '../testing/faulty/interleave.ts'
import { withSeams, type Script } from '../testing/faulty/seams.ts'
import { until } from '../testing/faulty/time.ts'
import { randomFrom } from '../testing/random.ts'
import {
  asMember,
  newAddress,
  newOrganization,
  newPerson,
  type TestOrganization,
  type TestPerson,
} from '../testing/organization.ts'
import { sendCommand } from './client.ts'
import type { Answer, Command, Commands, Verb } from './commands.ts'

type Asked = Pick<Command, 'verb' | 'actor' | 'input'>

const stale = 'stale'

/** A person's command to the instance beside the one that the others reach. */
function sendBeside<V extends Verb>(
  organizationId: string,
  person: TestPerson,
  verb: V,
  input: Commands[V]['input'],
  operationId?: string,
): Promise<Answer<V>> {
  const actor = { kind: 'user', userId: person.id } as const
  return sendCommand(beside(stale), verb, { organizationId, actor, input, operationId })
}

async function sql(query: string, ...values: unknown[]) {
  const { results } = await env.DB.prepare(query)
    .bind(...values)
    .all<Record<string, unknown>>()
  return results
}

/** What an operator may do, past every object: it raises no version. */
const insertBySql = (organizationId: string, email: string) =>
  sql(
    `INSERT INTO invitation (id, organization_id, email, email_key, role, status, generation, content_version, created_at, sent_at, expires_at)
    VALUES (?1, ?2, ?3, ?3, 'member', 'pending', 1, 1, 1, 1, ?4) RETURNING id`,
    crypto.randomUUID(),
    organizationId,
    email,
    Date.now() + 60_000,
  )

/** An instance for one command, with a clock of its own. */
function instance(
  d1: D1Database,
  organizationId: string,
  { command, now }: { command: Asked; now: number },
): Promise<Answer<Verb>> {
  const whole = { ...command, organizationId, operationId: crypto.randomUUID() }
  return carryOutAlone(meansOn(d1, { now: () => now }), whole)
}

const times = <T>(count: number, work: (at: number) => T) =>
  Array.from({ length: count }, (_, at) => work(at))

describe('inviting one address', () => {
  test('200 times at once, through two instances and by SQL, is one pending invitation with one mail (F1, R5, R8)', async () => {
    const { id, owner, admin } = await newOrganization()
    const email = newAddress()
    const input = { ...asMember, email }
    const commands = times(200, (at) =>
      at % 2 === 0
        ? owner.send('invitation.create', input)
        : sendBeside(id, admin, 'invitation.create', input),
    )
    const begun = Promise.race(commands)
    const past = times(20, () =>
      begun.then(() => insertBySql(id, email)).then(() => 'inserted', String),
    )
    const reasons = (await Promise.all(commands)).map(reasonOf)
    const bySql = await Promise.all(past)

    const created = reasons.filter((reason) => reason === 'allowed').length
    expect(new Set(reasons)).toEqual(new Set(['allowed', 'already_invited']))
    expect(created).toBe(1)
    for (const outcome of bySql) expect(outcome).toContain('UNIQUE constraint failed')
    expect(await sql('SELECT status FROM invitation WHERE organization_id = ?', id)).toEqual([
      { status: 'pending' },
    ])
    expect(await sql('SELECT id FROM outbox_mail WHERE organization_id = ?', id)).toHaveLength(1)
  })

  test('by SQL between a command’s load and its commit has the command decide anew (F1, F9, R5)', async () => {
    const { id, owner } = await newOrganization()
    const email = newAddress()
    const d1: Script = async (trip) => {
      if (trip.at === 2) await insertBySql(id, email)
      return trip.go()
    }
    const answer = await withSeams({ d1 }, () =>
      owner.send('invitation.create', { ...asMember, email }),
    )
    expect(reasonOf(answer)).toBe('already_invited')
    expect(
      await sql('SELECT generation FROM invitation WHERE organization_id = ?', id),
    ).toHaveLength(1)
    expect(await sql('SELECT id FROM outbox_mail WHERE organization_id = ?', id)).toEqual([])
  })
})

describe('inviting different addresses', () => {
  test('60 at once is 60 invitations, in groups of those that waited: none loses to the others', async () => {
    const { id, owner } = await newOrganization()
    let [begun, trips] = [0, 0]
    const d1: Script = async (trip) => {
      if (trip.object !== id) return trip.go()
      trips = trip.at
      if (trip.at === 1) await until(() => begun === 60)
      return trip.go()
    }
    const answers = await withSeams({ d1, begins: () => void (begun += 1) }, () =>
      Promise.all(
        times(60, () => owner.send('invitation.create', { ...asMember, email: newAddress() })),
      ),
    )
    expect(new Set(answers.map(reasonOf))).toEqual(new Set(['allowed']))
    // The first one, 32, and 27.
    expect(trips).toBe(6)
  })
})

describe('a link', () => {
  test('accepted 100 times at once, through two instances, is one membership (F2, R25)', async () => {
    const { id, owner, web } = await newOrganization()
    const email = newAddress()
    const grants = [{ workspaceId: web, role: 'manager' as const }]
    const invited = await owner.send('invitation.create', { ...asMember, email, grants })
    const { id: invitationId } = valueOf(invited)
    const invitee = await newPerson(id, email)
    const asked = { invitationId, generation: 1, contentVersion: 1 }
    const operation = crypto.randomUUID()
    const answers = await Promise.all(
      times(100, (at) => {
        // Every tenth is one and the same operation.
        const operationId = at % 10 < 2 ? operation : crypto.randomUUID()
        return at % 2 === 0
          ? invitee.send('invitation.accept', asked, operationId)
          : sendBeside(id, invitee, 'invitation.accept', asked, operationId)
      }),
    )
    const reasons = new Set(answers.map(reasonOf))
    expect(reasons).toEqual(new Set(['allowed', 'invitation_not_pending']))
    const accepted = await sql(
      "SELECT operation_id FROM audit_event WHERE organization_id = ? AND verb = 'invitation.accept'",
      id,
    )
    expect(accepted).toHaveLength(1)
    const sameOperation = answers.filter((_, at) => at % 10 < 2).map(reasonOf)
    const isTheWinner = accepted[0]?.operation_id === operation
    expect(new Set(sameOperation)).toEqual(
      new Set([isTheWinner ? 'allowed' : 'invitation_not_pending']),
    )
    expect(answers.filter(({ ok }) => ok)).toHaveLength(isTheWinner ? sameOperation.length : 1)
    expect(
      await sql('SELECT status, accepted_by FROM invitation WHERE id = ?', invitationId),
    ).toEqual([{ status: 'accepted', accepted_by: invitee.id }])
    expect(await sql('SELECT role FROM membership WHERE user_id = ?', invitee.id)).toEqual([
      { role: 'member' },
    ])
    expect(
      await sql('SELECT workspace_id, role FROM membership_grant WHERE user_id = ?', invitee.id),
    ).toEqual([{ workspace_id: web, role: 'manager' }])
  })
})

describe('a stale instance', () => {
  test('that decided on what the other one has changed since decides anew (F9)', async () => {
    const { id, owner } = await newOrganization()
    const email = newAddress()
    const { id: invitationId } = valueOf(
      await owner.send('invitation.create', { ...asMember, email }),
    )
    const invitee = await newPerson(id, email)
    let hasLoaded = false
    let isCanceled = false
    const d1: Script = async (trip) => {
      if (trip.object === nameBeside(id, stale) && trip.at === 2) {
        hasLoaded = true
        await until(() => isCanceled)
      }
      return trip.go()
    }
    const answer = await withSeams({ d1 }, async () => {
      const asked = { invitationId, generation: 1, contentVersion: 1 }
      const accepting = sendBeside(id, invitee, 'invitation.accept', asked)
      await until(() => hasLoaded)
      valueOf(await owner.send('invitation.cancel', { invitationId }))
      isCanceled = true
      return accepting
    })
    expect(reasonOf(answer)).toBe('invitation_not_pending')
    expect(await sql('SELECT status FROM invitation WHERE id = ?', invitationId)).toEqual([
      { status: 'canceled' },
    ])
    expect(await sql('SELECT role FROM membership WHERE user_id = ?', invitee.id)).toEqual([])
  })
})

const expiresAt = Date.now()

/** The one invitation of the organization, with a moment left, and somebody who holds its link. */
async function almostExpired({ id, owner }: TestOrganization) {
  const [invitationId, inviteeId, email] = [crypto.randomUUID(), crypto.randomUUID(), newAddress()]
  const setUp = [
    'DELETE FROM invitation WHERE organization_id = ?1',
    `INSERT INTO user (id, name, email, email_verified, created_at, updated_at) VALUES (?3, 'Nadia', ?4, 1, 1, 1)`,
    `INSERT INTO invitation (id, organization_id, email, email_key, role, status, generation, content_version, created_by, sponsor_id, created_at, sent_at, expires_at)
    VALUES (?2, ?1, ?4, ?4, 'member', 'pending', 1, 1, ?5, ?5, 1, 1, ?6)`,
    `INSERT INTO outbox_mail (id, organization_id, invitation_id, generation, recipient, payload, status, next_attempt_at, created_at)
    VALUES (?2, ?1, ?2, 1, ?4, '{}', 'sent', 1, 1)`,
  ]
  await batch(setUp, [id, invitationId, inviteeId, email, owner.id, expiresAt])
  return { invitationId, inviteeId }
}

/** Statements that each use some of the same numbered parameters. */
function batch(queries: string[], values: unknown[]) {
  return env.DB.batch(
    queries.map((query) => {
      const used = Array.from(query.matchAll(/\?(\d)/g), ([, number]) => Number(number))
      return env.DB.prepare(query).bind(...values.slice(0, Math.max(...used)))
    }),
  )
}

type Contested = Awaited<ReturnType<typeof almostExpired>>

/** What befalls one invitation at once: each in an instance of its own, and by the clock of that. */
const rivals: Record<
  string,
  (organization: TestOrganization, of: Contested) => { command: Asked; now: number }
> = {
  accept: (_, { invitationId, inviteeId }) => ({
    command: {
      verb: 'invitation.accept',
      actor: { kind: 'user', userId: inviteeId },
      input: { invitationId, generation: 1, contentVersion: 1 },
    },
    now: expiresAt - 1,
  }),
  cancel: ({ admin }, { invitationId }) => ({
    command: {
      verb: 'invitation.cancel',
      actor: { kind: 'user', userId: admin.id },
      input: { invitationId },
    },
    now: expiresAt - 1,
  }),
  resend: ({ owner }, { invitationId }) => ({
    command: {
      verb: 'invitation.resend',
      actor: { kind: 'user', userId: owner.id },
      input: { invitationId, locale: 'en' },
    },
    now: expiresAt - 1,
  }),
  changeGrants: ({ admin, web }, { invitationId }) => ({
    command: {
      verb: 'invitation.changeGrants',
      actor: { kind: 'user', userId: admin.id },
      input: { invitationId, grants: [{ workspaceId: web, role: 'manager' }] },
    },
    now: expiresAt - 1,
  }),
  expire: () => ({
    command: {
      verb: 'invitation.expire',
      actor: { kind: 'system', job: 'test' },
      input: { limit: 10 },
    },
    now: expiresAt,
  }),
}
const names = Object.keys(rivals)
const triples = names.flatMap((a, i) =>
  names.slice(i + 1).flatMap((b, j) => names.slice(i + j + 2).map((c) => [a, b, c])),
)

/** What is to be seen of one invitation when all is done: answers, rows, mails and events. */
async function outcomeOf(answers: Answer<Verb>[], { invitationId, inviteeId }: Contested) {
  const read = [
    'SELECT status, generation, content_version, expires_at, accepted_by IS NOT NULL AS is_taken FROM invitation WHERE id = ?1',
    'SELECT role FROM invitation_grant WHERE invitation_id = ?1',
    'SELECT role FROM membership WHERE user_id = ?2',
    'SELECT role FROM membership_grant WHERE user_id = ?2',
    'SELECT generation FROM outbox_mail WHERE invitation_id = ?1 ORDER BY generation',
    'SELECT verb FROM audit_event WHERE subject_id = ?1 ORDER BY version, line',
  ]
  const rows = await batch(read, [invitationId, inviteeId])
  const said = answers.map((answer) =>
    answer.ok && 'expired' in answer.value ? answer.value.expired : reasonOf(answer),
  )
  return JSON.stringify([said, rows.map(({ results }) => results)])
}

/** What comes of these to one invitation of their own, in an order of their trips. */
async function outcomeIn(
  order: readonly number[],
  chosen: readonly string[],
  organization: TestOrganization,
) {
  const contested = await almostExpired(organization)
  const works = chosen.map((name) => {
    const rival = rivals[name]?.(organization, contested)
    if (!rival) throw new Error('there is no such rival')
    return (d1: D1Database) => instance(d1, organization.id, rival)
  })
  return outcomeOf(await interleave(works, order), contested)
}

/** Every order in which so many are done one after the other. */
const serialOrders = (commands: number): number[][] => {
  const grow = (left: number[]): number[][] =>
    left.length === 0
      ? [[]]
      : left.flatMap((at) =>
          grow(left.filter((some) => some !== at)).map((rest) => [at, at, ...rest]),
        )
  return grow(times(commands, (at) => at))
}

describe('at once to one invitation', () => {
  test.each(triples)(
    '%s, %s and %s come, in every order of their awaits, to what they come to one after the other (F3)',
    async (...chosen) => {
      const organization = await newOrganization()
      const run = (order: number[]) => outcomeIn(order, chosen, organization)
      const orders = ordersOf(chosen.length)
      const oneAfterTheOther = new Set<string>()
      for (const order of orders.filter(isSerial)) oneAfterTheOther.add(await run(order))
      for (const order of orders.filter((some) => !isSerial(some))) {
        expect(oneAfterTheOther, order.join()).toContain(await run(order))
      }
    },
  )

  const seed = 20_261_127
  test(`all five come, in orders by chance, to what they come to one after the other (F3, seed ${seed})`, async () => {
    const organization = await newOrganization()
    const run = (order: number[]) => outcomeIn(order, names, organization)
    const oneAfterTheOther = new Set<string>()
    for (const order of serialOrders(names.length)) oneAfterTheOther.add(await run(order))
    const random = randomFrom(seed)
    const byChance = () => {
      const left = names.flatMap((_, at) => [at, at])
      return times(left.length, () => left.splice(random(left.length), 1)[0] ?? 0)
    }
    for (const order of times(40, byChance)) {
      expect(oneAfterTheOther, order.join()).toContain(await run(order))
    }
  })
})
