import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import { apiOf, isQuery, procedures } from '../testing/api.ts'
import {
  byLink,
  byRow,
  everyProcedure,
  inputOf,
  leading,
  personOf,
  roles,
  withInvitation,
  type Names,
  type Role,
} from '../testing/every-procedure.ts'
import { everythingOf } from '../testing/organization.ts'
import { leavesOf, withLeaf } from '../testing/json.ts'

type Client = Awaited<ReturnType<typeof apiOf>>

/** Everybody of an organization, signed in once for many calls. */
async function clientsOf(organization: Names): Promise<[Role, Client][]> {
  const clients: [Role, Client][] = []
  for (const role of roles) clients.push([role, await apiOf(await personOf(role, organization))])
  return clients
}

test('every procedure stands in the table', () => {
  expect(Object.keys(procedures).toSorted()).toEqual(Object.keys(everyProcedure).toSorted())
})

describe('in their own organization', () => {
  // What is refused writes nothing, which is what is tested: one organization serves all of that.
  let untouched: Names
  let clients: Map<Role, Client>
  beforeAll(async () => {
    untouched = await withInvitation()
    clients = new Map(await clientsOf(untouched))
  })

  const cases = Object.entries(everyProcedure).flatMap(([procedure, entry]) =>
    roles.map((role) => [procedure, role, entry] as const),
  )
  const [allowed, refused] = [
    cases.filter(([, role, entry]) => entry.allowed.includes(role)),
    cases.filter(([, role, entry]) => !entry.allowed.includes(role)),
  ]

  test.each(allowed)('%s by %s is allowed', async (procedure, role, { given }) => {
    const organization = await withInvitation()
    const person = await personOf(role, organization)
    if (person) await given?.(person)
    const { call } = await apiOf(person)
    const answer = await call(procedure, inputOf(procedure, organization))
    expect(answer.error).toBeUndefined()
    expect(answer.status).toBe(200)
  })

  test.each(refused)('%s by %s is refused', async (procedure, role) => {
    const before = await everythingOf(untouched.id)
    const answer = await clients.get(role)?.call(procedure, inputOf(procedure, untouched))
    expect([401, 403, 404, 409]).toContain(answer?.status)
    if (role === 'signed out') expect(answer?.status).toBe(401)
    if (role === 'stranger' && !byLink.has(procedure)) expect(answer?.reason).toBe('not_found')
    expect(await everythingOf(untouched.id)).toEqual(before)
  })
})

describe('in another organization (F22)', () => {
  let theirs: Names
  let ours: Names
  let clients: [Role, Client][]
  beforeAll(async () => {
    theirs = await withInvitation()
    ours = await withInvitation()
    clients = await clientsOf(ours)
  })

  const named = Object.entries(everyProcedure).filter(
    ([procedure, { input }]) => !byLink.has(procedure) && input.length > 0,
  )

  /** An input of ours with one id of theirs in it, for each place of an id; and one with all of them. */
  function foreignInputs(procedure: string): [string, unknown][] {
    const [own, foreign] = [inputOf(procedure, ours), inputOf(procedure, theirs)]
    const { id, web, member, invitationId, sessionId } = theirs
    const ids: unknown[] = [id, web, member.id, invitationId, sessionId]
    const places = leavesOf(foreign).filter(({ value }) => ids.includes(value))
    expect(places).not.toEqual([])
    return [
      ['everything', foreign],
      ...places.map(({ path, value }): [string, unknown] => [
        path.join('.'),
        withLeaf(own, path, value),
      ]),
    ]
  }

  test.each(named)('%s writes and tells nothing, as whoever it is asked', async (procedure) => {
    const before = [await everythingOf(theirs.id), await everythingOf(ours.id)]
    for (const [role, { call }] of clients) {
      for (const [what, input] of foreignInputs(procedure)) {
        const answer = await call(procedure, input)
        const told = `${role}, naming ${what} of theirs`
        if (byRow.has(procedure) && answer.status === 200) {
          expect(answer.data, told).toMatchObject({
            items: [{ outcome: 'refused', reason: 'not_found' }],
            invited: 0,
          })
        } else {
          expect([401, 403, 404], told).toContain(answer.status)
          expect(['not_found', 'not_permitted', undefined], told).toContain(answer.reason)
          if (leading.includes(role)) expect(answer.reason, told).toBe('not_found')
          if (role === 'signed out') expect(answer.status, told).toBe(401)
        }
        expect(answer.text, told).not.toMatch(/Secret|northwind|acme\.test|SELECT|stack/)
      }
    }
    expect([await everythingOf(theirs.id), await everythingOf(ours.id)]).toEqual(before)
  })

  test('an id of another organization is answered like one that does not exist', async () => {
    const { call } = await apiOf(ours.owner)
    const ask = (invitationId: string) =>
      call('invitation.cancel', { organizationId: ours.id, invitationId })
    const [foreign, unknown] = [await ask(theirs.invitationId), await ask(crypto.randomUUID())]
    expect(foreign.text).toBe(unknown.text)
    expect(foreign.status).toBe(unknown.status)
    const list = (organizationId: string) => call('member.list', { organizationId })
    expect((await list(theirs.id)).text).toBe((await list(crypto.randomUUID())).text)
  })
})

describe('identity comes from the session (F23)', () => {
  /** An input with everything beside it that could say who asks, and with the keys that pollute a prototype. */
  function forged(input: unknown, { id, owner }: Names): string {
    const identity = JSON.stringify({ id: owner.id, role: 'owner' })
    const extra = {
      actor: { kind: 'system', job: 'seed' },
      viewer: { id: owner.id },
      viewerId: owner.id,
      actorId: owner.id,
      sponsorId: owner.id,
      createdBy: owner.id,
      isAdmin: true,
      organization: { id },
      ctx: { viewer: { id: owner.id } },
    }
    const members = [
      `"__proto__":${identity}`,
      `"constructor":{"prototype":${identity}}`,
      ...[extra, input].map((part) => JSON.stringify(part).slice(1, -1)),
    ]
    return `{${members.filter(Boolean).join(',')}}`
  }

  let untouched: Names
  let clients: [Role, Client][]
  beforeAll(async () => {
    untouched = await withInvitation()
    clients = await clientsOf(untouched)
  })

  const refusedTo = ({ allowed }: { allowed: readonly Role[] }, role: Role) =>
    !allowed.includes(role)
  const refusing = Object.entries(everyProcedure).filter(([, entry]) =>
    roles.some((role) => refusedTo(entry, role)),
  )

  test.each(refusing)('%s refuses whoever only claims to be somebody else', async (procedure) => {
    const entry = everyProcedure[procedure]
    const before = await everythingOf(untouched.id)
    for (const [role, { call, callWith }] of clients) {
      if (!entry || !refusedTo(entry, role)) continue
      const input = inputOf(procedure, untouched)
      const [plain, answer] = [
        await call(procedure, input),
        await callWith(procedure, forged(input, untouched)),
      ]
      expect([answer.status, answer.reason], role).toEqual([plain.status, plain.reason])
      expect([401, 403, 404, 409], role).toContain(answer.status)
    }
    expect(await everythingOf(untouched.id)).toEqual(before)
    expect(Object.keys(Object.prototype)).toEqual([])
  })

  const recorded = Object.entries(everyProcedure).filter(
    ([procedure, { input, allowed }]) =>
      !isQuery(procedure) && !byLink.has(procedure) && input.length > 0 && allowed.length > 0,
  )

  test.each(recorded)('%s is the deed of whoever is signed in', async (procedure, { allowed }) => {
    const organization = await withInvitation()
    const role = allowed.includes('admin') ? 'admin' : 'owner'
    const person = organization[role]
    const eventsOf = async () => {
      const { results } = await env.DB.prepare(
        'SELECT actor FROM audit_event WHERE organization_id = ? ORDER BY version, line',
      )
        .bind(organization.id)
        .all<{ actor: string }>()
      return results.map(({ actor }) => actor)
    }
    const before = await eventsOf()
    const { callWith } = await apiOf(person)
    const input = inputOf(procedure, organization)
    const answer = await callWith(
      procedure,
      forged(input, { ...organization, owner: organization.manager }),
    )
    expect(answer.error).toBeUndefined()
    const deeds = (await eventsOf()).slice(before.length)
    expect(deeds).toEqual(deeds.map(() => person.id))
  })
})
