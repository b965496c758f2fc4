import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { interceptBatches, noteStatements, planOf } from '../testing/d1.ts'
import { actorOf, everyVerb, newDeed, type Deed } from '../testing/deeds.ts'
import { connectionLost } from '../testing/faulty/faults.ts'
import { interceptTrips } from '../testing/faulty/trips.ts'
import { asMember, everythingOf, newAddress, newOrganization } from '../testing/organization.ts'
import { reasonOf, valueOf } from '../testing/builders.ts'
import { carryOutAlone, meansOn } from '../testing/carry-out.ts'
import type { Verb } from './commands.ts'

function run<V extends Verb>(
  d1: D1Database,
  { verb, organizationId, by, input }: Deed<V>,
  operationId: string = crypto.randomUUID(),
) {
  const command = { verb, organizationId, operationId, actor: actorOf(by), input }
  return carryOutAlone(meansOn(d1), command)
}

/** Whether a step of a plan goes through a whole table, or through all that an organization has in it. */
function readsMoreThanAsked(step: string): boolean {
  // `asked` is the list of what to look up, where that is itself read first; `asked …` what a query has found.
  if (step.startsWith('SCAN')) return !/VIRTUAL TABLE|CONSTANT ROW|^SCAN asked( \w+)?$/.test(step)
  return step.endsWith('(organization_id=?)')
}

/** What they change is something of all that the organization has: a name that stands on every open invitation, or all of it. */
const ofTheWhole = new Set<Verb>(['organization.rename', 'organization.delete'])

describe('every verb', () => {
  test.each(everyVerb)(
    '%s takes two round trips to D1, one to load and one to commit',
    async (verb) => {
      const deed = await newDeed(verb)
      let batches = 0
      const counted = new Proxy(
        interceptBatches(env.DB, (go, at) => {
          batches = at
          return go()
        }),
        {
          get(target, name) {
            if (name === 'exec') throw new Error('a round trip past the batches')
            return Reflect.get(target, name) as unknown
          },
        },
      )
      expect(reasonOf(await run(counted, deed))).toBe('allowed')
      expect(batches).toBe(2)
    },
  )

  test.each(everyVerb.filter((verb) => !ofTheWhole.has(verb)))(
    '%s looks up by an index whatever it reads and writes, however large the organization',
    async (verb) => {
      const deed = await newDeed(verb)
      const { d1, texts } = noteStatements(env.DB)
      expect(reasonOf(await run(d1, deed))).toBe('allowed')
      const plans = await Promise.all(texts.map((text) => planOf(env.DB, text)))
      const steps = plans.flat()
      expect(steps.length).toBeGreaterThan(texts.length)
      expect(steps.filter(readsMoreThanAsked)).toEqual([])
    },
  )

  test.each(everyVerb)(
    '%s that fails before its commit, or in any statement of it, leaves nothing and can be sent again (F5)',
    async (verb) => {
      const deed = await newDeed(verb)
      const { organizationId } = deed
      const operation = crypto.randomUUID()
      const before = await everythingOf(organizationId)
      let statements = 0
      // -1: before the commit. The others: in the place of this statement stands one that fails.
      for (let broken = -1; broken <= statements; broken += 1) {
        let trips = 0
        const failing = interceptTrips(env.DB, (trip) => {
          trips += 1
          if (trips !== 2) return trip.go()
          if (broken === -1) throw new Error(connectionLost)
          statements = trip.statements.length
          return trip.go(trip.statements.toSpliced(broken, 0, env.DB.prepare(`SELECT json('{')`)))
        })
        expect(reasonOf(await run(failing, deed, operation))).toBe('unavailable')
        expect(await everythingOf(organizationId)).toEqual(before)
      }
      // At least the fence and the line of the audit log; an organization that comes to be has none to fence.
      expect(statements).toBeGreaterThanOrEqual(2)
      expect(reasonOf(await run(env.DB, deed, operation))).toBe('allowed')
    },
  )

  test.each(everyVerb)(
    '%s whose commit took place but was not heard of is answered from what is there (F5)',
    async (verb) => {
      const deed = await newDeed(verb)
      const deaf = interceptBatches(env.DB, async (go, at) => {
        const results = await go()
        if (at === 2) throw new Error(connectionLost)
        return results
      })
      const operation = crypto.randomUUID()
      const heard = valueOf(await run(deaf, deed, operation))
      const after = await everythingOf(deed.organizationId)
      // The same operation again answers the same, and does nothing more.
      expect(valueOf(await run(env.DB, deed, operation))).toEqual(heard)
      expect(await everythingOf(deed.organizationId)).toEqual(after)
    },
  )

  test.each(everyVerb)(
    '%s is decided anew when rows change between its load and its commit (F9)',
    async (verb) => {
      const deed = await newDeed(verb)
      let batches = 0
      const disturbed = interceptBatches(env.DB, async (go, at) => {
        batches = at
        if (at === 2) {
          await env.DB.prepare(
            "INSERT INTO organization (id, name, version, created_at) VALUES (?, 'x', 5, 1) ON CONFLICT DO UPDATE SET version = version + 1",
          )
            .bind(deed.organizationId)
            .run()
        }
        return go()
      })
      const answer = await run(disturbed, deed)
      if (verb === 'organization.create') {
        expect(reasonOf(answer)).toBe('not_permitted')
        expect(batches).toBe(3)
      } else {
        expect(reasonOf(answer)).toBe('allowed')
        expect(batches).toBe(4)
      }
    },
  )
})

describe('a command', () => {
  test.each([
    ['invitation.accept', 'invitation_not_pending'],
    ['invitation.decline', 'invitation_not_pending'],
    ['invitation.cancel', 'invitation_not_pending'],
    ['invitation.resend', 'invitation_not_pending'],
    ['invitation.expire', 'allowed'],
  ] as const)(
    '%s of an invitation that is closed by hand in between, no version raised, decides anew (F9)',
    async (verb, expected) => {
      const deed = await newDeed(verb)
      const { events } = await everythingOf(deed.organizationId)
      const byHand = interceptBatches(env.DB, async (go, at) => {
        if (at === 2) {
          await env.DB.prepare(
            "UPDATE invitation SET status = 'canceled' WHERE organization_id = ?",
          )
            .bind(deed.organizationId)
            .run()
        }
        return go()
      })
      expect(reasonOf(await run(byHand, deed))).toBe(expected)
      const after = await everythingOf(deed.organizationId)
      expect(after.invitations).toMatchObject([{ status: 'canceled' }])
      expect([after.memberships.length, after.mails.length]).toEqual([4, 1])
      expect(after.events).toEqual(events)
    },
  )

  test('against rows that never stand still gives up as unavailable, with nothing written', async () => {
    const deed = await newDeed('invitation.create')
    const restless = interceptBatches(env.DB, async (go, at) => {
      if (at % 2 === 0) {
        await env.DB.prepare('UPDATE organization SET version = version + 1 WHERE id = ?')
          .bind(deed.organizationId)
          .run()
      }
      return go()
    })
    const answer = await run(restless, deed)
    expect(answer).toEqual({ ok: false, refusal: { reason: 'unavailable', retryAfter: 1 } })
    expect((await everythingOf(deed.organizationId)).invitations).toEqual([])
  })

  test('of somebody else with the same operation is not told the answer', async () => {
    const organization = await newOrganization()
    const operation = crypto.randomUUID()
    const input = { ...asMember, email: newAddress() }
    valueOf(await organization.owner.send('invitation.create', input, operation))
    const other = await organization.admin.send('invitation.create', input, operation)
    expect(reasonOf(other)).toBe('not_permitted')
  })
})
