import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { configuration } from '../configuration.ts'
import { interceptBatches, noteStatements, planOf } from '../testing/d1.ts'
import {
  asMember,
  everythingOf,
  newAddress,
  newOrganization,
  newPerson,
  type TestOrganization,
  type TestPerson,
} from '../testing/organization.ts'
import { reasonOf, valueOf } from '../testing/builders.ts'
import { carryOut } from './carry-out.ts'
import type { Commands, Verb } from './commands.ts'
import { organizationIdFor } from './organization-id.ts'

function run<V extends Verb>(
  d1: D1Database,
  organizationId: string,
  person: TestPerson | null,
  verb: V,
  input: Commands[V]['input'],
  operationId: string = crypto.randomUUID(),
) {
  const means = {
    d1,
    configuration: configuration(env),
    now: () => Date.now(),
    newId: () => crypto.randomUUID(),
    announce: () => {},
  }
  const actor = person
    ? ({ kind: 'user', userId: person.id } as const)
    : ({ kind: 'system', job: 'test' } as const)
  return carryOut(means, { verb, organizationId, operationId, actor, input }, () => false)
}

const invite = async (organization: TestOrganization, email = newAddress()) =>
  valueOf(await organization.owner.send('invitation.create', { ...asMember, email }))

/** For each verb, a command of it that changes something. */
const deeds: {
  [V in Verb]: (
    organization: TestOrganization,
  ) => Promise<{ by: TestPerson | null; input: Commands[V]['input']; organizationId?: string }>
} = {
  'organization.create': async ({ owner }) => ({
    by: owner,
    input: { name: 'Another' },
    organizationId: await organizationIdFor(owner.id, crypto.randomUUID()),
  }),
  'organization.rename': async ({ admin }) => ({ by: admin, input: { name: 'Acme Works' } }),
  'organization.delete': async ({ owner }) => ({ by: owner, input: { name: 'Acme' } }),
  'workspace.create': async ({ admin }) => ({
    by: admin,
    input: { name: 'Shop', description: '' },
  }),
  'workspace.update': async ({ manager, web }) => ({
    by: manager,
    input: { workspaceId: web, name: 'Site' },
  }),
  'workspace.archive': async ({ admin, web }) => ({ by: admin, input: { workspaceId: web } }),
  'workspace.restore': async ({ admin, archived }) => ({
    by: admin,
    input: { workspaceId: archived },
  }),
  'workspace.delete': async ({ admin, api }) => ({ by: admin, input: { workspaceId: api } }),
  'member.changeRole': async ({ owner, member }) => ({
    by: owner,
    input: { userId: member.id, role: 'admin' },
  }),
  'member.changeGrants': async ({ admin, member, web }) => ({
    by: admin,
    input: { userId: member.id, grants: [{ workspaceId: web, role: 'member' }] },
  }),
  'member.rename': async ({ admin, member }) => ({
    by: admin,
    input: { userId: member.id, name: 'Mika' },
  }),
  'member.remove': async ({ admin, member }) => ({ by: admin, input: { userId: member.id } }),
  'member.leave': async ({ member }) => ({ by: member, input: {} }),
  'invitation.create': async ({ admin, web }) => ({
    by: admin,
    input: { ...asMember, email: newAddress(), grants: [{ workspaceId: web, role: 'manager' }] },
  }),
  'invitation.createMany': async ({ admin, web }) => ({
    by: admin,
    input: {
      locale: 'en',
      dryRun: false,
      invitations: [
        { email: newAddress(), role: 'member', grants: [{ workspaceId: web, role: 'manager' }] },
        { email: newAddress(), role: 'admin', grants: [] },
      ],
    },
  }),
  'invitation.approve': async ({ owner, admin }) => {
    const { id } = valueOf(
      await admin.send('invitation.create', { ...asMember, email: newAddress() }),
    )
    valueOf(await owner.send('member.changeRole', { userId: admin.id, role: 'member' }))
    return { by: owner, input: { invitationId: id } }
  },
  'invitation.resend': async (organization) => ({
    by: organization.admin,
    input: { invitationId: (await invite(organization)).id, locale: 'en' },
  }),
  'invitation.cancel': async (organization) => ({
    by: organization.admin,
    input: { invitationId: (await invite(organization)).id },
  }),
  'invitation.changeGrants': async (organization) => ({
    by: organization.admin,
    input: {
      invitationId: (await invite(organization)).id,
      grants: [{ workspaceId: organization.web, role: 'member' }],
    },
  }),
  'invitation.accept': async (organization) => {
    const email = newAddress()
    const { id } = await invite(organization, email)
    const invitee = await newPerson(organization.id, email)
    return { by: invitee, input: { invitationId: id, generation: 1, contentVersion: 1 } }
  },
  'invitation.decline': async (organization) => ({
    by: null,
    input: { invitationId: (await invite(organization)).id, generation: 1 },
  }),
  'invitation.expire': async (organization) => {
    const { id } = await invite(organization)
    await env.DB.prepare('UPDATE invitation SET expires_at = 1 WHERE id = ?').bind(id).run()
    return { by: null, input: { limit: 10 } }
  },
}
const verbs = Object.keys(deeds) as Verb[]

/** Whether a step of a plan goes through a whole table, or through all that an organization has in it. */
function readsMoreThanAsked(step: string): boolean {
  if (step.startsWith('SCAN')) return !/VIRTUAL TABLE|CONSTANT ROW/.test(step)
  return step.endsWith('(organization_id=?)')
}

/** What they change is something of all that the organization has: a name that stands on every open invitation, or all of it. */
const ofTheWhole = new Set<Verb>(['organization.rename', 'organization.delete'])

describe('every verb', () => {
  test.each(verbs)(
    '%s takes two round trips to D1, one to load and one to commit',
    async (verb) => {
      const organization = await newOrganization()
      const { by, input, organizationId = organization.id } = await deeds[verb](organization)
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
      expect(reasonOf(await run(counted, organizationId, by, verb, input))).toBe('allowed')
      expect(batches).toBe(2)
    },
  )

  test.each(verbs.filter((verb) => !ofTheWhole.has(verb)))(
    '%s looks up by an index whatever it reads and writes, however large the organization',
    async (verb) => {
      const organization = await newOrganization()
      const { by, input, organizationId = organization.id } = await deeds[verb](organization)
      const { d1, texts } = noteStatements(env.DB)
      expect(reasonOf(await run(d1, organizationId, by, verb, input))).toBe('allowed')
      const plans = await Promise.all(texts.map((text) => planOf(env.DB, text)))
      const steps = plans.flat()
      expect(steps.length).toBeGreaterThan(texts.length)
      expect(steps.filter(readsMoreThanAsked)).toEqual([])
    },
  )

  test.each(verbs)('%s whose commit fails leaves nothing, and can be sent again', async (verb) => {
    const organization = await newOrganization()
    const { by, input, organizationId = organization.id } = await deeds[verb](organization)
    const before = await everythingOf(organizationId)
    const failing = interceptBatches(env.DB, (go, at) => {
      if (at === 2) throw new Error('D1_ERROR: Network connection lost.')
      return go()
    })
    const operation = crypto.randomUUID()
    expect(reasonOf(await run(failing, organizationId, by, verb, input, operation))).toBe(
      'unavailable',
    )
    expect(await everythingOf(organizationId)).toEqual(before)
    expect(reasonOf(await run(env.DB, organizationId, by, verb, input, operation))).toBe('allowed')
  })

  test.each(verbs)(
    '%s whose commit took place but was not heard of is answered from what is there',
    async (verb) => {
      const organization = await newOrganization()
      const { by, input, organizationId = organization.id } = await deeds[verb](organization)
      const deaf = interceptBatches(env.DB, async (go, at) => {
        const results = await go()
        if (at === 2) throw new Error('D1_ERROR: Network connection lost.')
        return results
      })
      const operation = crypto.randomUUID()
      const heard = valueOf(await run(deaf, organizationId, by, verb, input, operation))
      const after = await everythingOf(organizationId)
      // The same operation again answers the same, and does nothing more.
      expect(valueOf(await run(env.DB, organizationId, by, verb, input, operation))).toEqual(heard)
      expect(await everythingOf(organizationId)).toEqual(after)
    },
  )

  test.each(verbs)(
    '%s is decided anew when rows change between its load and its commit',
    async (verb) => {
      const organization = await newOrganization()
      const { by, input, organizationId = organization.id } = await deeds[verb](organization)
      let batches = 0
      const disturbed = interceptBatches(env.DB, async (go, at) => {
        batches = at
        if (at === 2) {
          await env.DB.prepare(
            "INSERT INTO organization (id, name, version, created_at) VALUES (?, 'x', 5, 1) ON CONFLICT DO UPDATE SET version = version + 1",
          )
            .bind(organizationId)
            .run()
        }
        return go()
      })
      const answer = await run(disturbed, organizationId, by, verb, input)
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
  test('against rows that never stand still gives up as unavailable, with nothing written', async () => {
    const organization = await newOrganization()
    const restless = interceptBatches(env.DB, async (go, at) => {
      if (at % 2 === 0) {
        await env.DB.prepare('UPDATE organization SET version = version + 1 WHERE id = ?')
          .bind(organization.id)
          .run()
      }
      return go()
    })
    const answer = await run(restless, organization.id, organization.owner, 'invitation.create', {
      ...asMember,
      email: newAddress(),
    })
    expect(answer).toEqual({ ok: false, refusal: { reason: 'unavailable', retryAfter: 1 } })
    expect((await everythingOf(organization.id)).invitations).toEqual([])
  })

  test('of which only the load fails is unavailable, and no storm of retries follows', async () => {
    const organization = await newOrganization()
    let batches = 0
    const down = interceptBatches(env.DB, (_go, at) => {
      batches = at
      return Promise.reject(new Error('D1_ERROR: D1 DB is overloaded.'))
    })
    const failing = run(down, organization.id, organization.owner, 'member.leave', {})
    await expect(failing).rejects.toThrow('overloaded')
    expect(batches).toBe(1)
  })

  test('of somebody else with the same operation is not told the answer', async () => {
    const organization = await newOrganization()
    const operation = crypto.randomUUID()
    const input = { ...asMember, email: newAddress() }
    valueOf(
      await run(env.DB, organization.id, organization.owner, 'invitation.create', input, operation),
    )
    const other = await run(
      env.DB,
      organization.id,
      organization.admin,
      'invitation.create',
      input,
      operation,
    )
    expect(reasonOf(other)).toBe('not_permitted')
  })
})
