/** The real object, on a database that fails, stalls or answers late, and dying in the middle of it. */
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { newResetToken } from '../auth/reset-token.ts'
import { apiOf } from '../testing/api.ts'
import { newBrowser } from '../testing/browser.ts'
import { reasonOf, valueOf } from '../testing/builders.ts'
import { everyVerb, newDeed, sendDeed } from '../testing/deeds.ts'
import {
  at,
  dieAfter,
  dieBefore,
  failAfter,
  failBefore,
  overloaded,
  stall,
  storageReset,
} from '../testing/faulty/faults.ts'
import { crash, restart } from '../testing/faulty/instances.ts'
import { outside, withSeams, type Script } from '../testing/faulty/seams.ts'
import { hastened, until } from '../testing/faulty/time.ts'
import {
  asMember,
  everythingOf,
  newAddress,
  newOrganization,
  type TestOrganization,
} from '../testing/organization.ts'

beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => {}))

/** The trips of a command: it loads in the first, and commits in the second. */
const [load, commit] = [1, 2]
const unavailable = { ok: false, refusal: { reason: 'unavailable', retryAfter: 5 } }

describe('an object that dies', () => {
  test.each(everyVerb)(
    'at any await of %s leaves it whole or absent, and the same operation again is answered (F8)',
    async (verb) => {
      const deed = await newDeed(verb)
      const operation = crypto.randomUUID()
      const dying = (d1: Script) => withSeams({ d1 }, () => sendDeed(deed, operation))
      const before = await everythingOf(deed.organizationId)
      for (const death of [at([load], dieBefore), at([load], dieAfter), at([commit], dieBefore)]) {
        expect(reasonOf(await dying(death))).toBe('unavailable')
        expect(await everythingOf(deed.organizationId)).toEqual(before)
      }
      expect(reasonOf(await dying(at([commit], dieAfter)))).toBe('unavailable')
      const after = await everythingOf(deed.organizationId)
      expect(after).not.toEqual(before)
      const answer = valueOf(await sendDeed(deed, operation))
      expect(valueOf(await sendDeed(deed, operation))).toEqual(answer)
      expect(await everythingOf(deed.organizationId)).toEqual(after)
    },
  )
})

test('a commit that took place, after which nothing is heard any more, is answered when it is sent again (F5)', async () => {
  const deed = await newDeed('invitation.create')
  const operation = crypto.randomUUID()
  const d1: Script = (trip) => {
    if (trip.at === commit) return failAfter()(trip)
    return trip.at > commit ? failBefore()(trip) : trip.go()
  }
  expect(await withSeams({ d1 }, () => sendDeed(deed, operation))).toEqual(unavailable)
  expect(valueOf(await sendDeed(deed, operation))).toMatchObject({ status: 'pending' })
  const { invitations, mails } = await everythingOf(deed.organizationId)
  expect([invitations.length, mails.length]).toEqual([1, 1])
})

describe('an object that is replaced between two commands', () => {
  test.each([
    ['by a deploy', restart],
    ['after a crash', crash],
  ])('%s knows what it was told before (F8)', async (_, replace) => {
    const { id, owner } = await newOrganization()
    const create = (operation: string) =>
      owner.send('workspace.create', { name: 'Shop', description: '' }, operation)
    const operation = crypto.randomUUID()
    const answer = valueOf(await create(operation))
    await replace(id)
    expect(valueOf(await create(operation))).toEqual(answer)
    expect((await everythingOf(id)).workspaces).toHaveLength(4)
  })
})

describe('a database that stalls', () => {
  test.each([
    ['the load', load],
    ['the commit', commit],
  ])(
    'in %s makes the command unavailable at its deadline, and the next one works (F6)',
    async (_, trip) => {
      const organization = await newOrganization()
      const invite = () =>
        organization.owner.send('invitation.create', { ...asMember, email: newAddress() })
      await withSeams({ d1: at([trip], stall) }, async () => {
        expect(await hastened(invite)).toEqual(unavailable)
        expect(reasonOf(await invite())).toBe('allowed')
      })
      expect((await everythingOf(organization.id)).invitations).toHaveLength(1)
    },
  )

  test('and answers once others were served: what was decided before them does not take place (F6, F9)', async () => {
    const { id, owner, web } = await newOrganization()
    const rename = (name: string, operation?: string) =>
      owner.send('workspace.update', { workspaceId: web, name }, operation)
    const operation = crypto.randomUUID()
    let isReleased = false
    let hasAnswered = false
    const late: Script = async (trip) => {
      if (trip.at !== commit) return trip.go()
      await until(() => isReleased)
      return trip.go().finally(() => (hasAnswered = true))
    }
    await withSeams({ d1: late }, async () => {
      expect(await hastened(() => rename('Late', operation))).toEqual(unavailable)
      valueOf(await rename('In time'))
      const after = await everythingOf(id)
      isReleased = true
      await vi.waitFor(() => expect(hasAnswered).toBe(true))
      expect(await everythingOf(id)).toEqual(after)
    })
    expect(valueOf(await rename('Late', operation)).name).toBe('Late')
  })
})

/** What is asked of each kind: pages, the deeds of a member, and what the holder of a link does. */
const requests = ({ id: organizationId, web }: TestOrganization): [string, object][] => [
  ['viewer.get', {}],
  ['viewer.sessions', {}],
  ['organization.stats', { organizationId }],
  ['workspace.list', { organizationId }],
  ['workspace.usage', { organizationId, workspaceId: web }],
  ['member.list', { organizationId }],
  ['invitation.list', { organizationId }],
  ['viewer.rename', { name: 'Olivia' }],
  ['workspace.create', { organizationId, name: 'Shop', description: '' }],
  ['invitation.create', { organizationId, email: newAddress(), role: 'member' }],
]

describe('a request', () => {
  test.each([
    ['overloaded', failBefore(overloaded)],
    ['reset', failBefore(storageReset)],
  ])(
    'while the database is %s is unavailable with the time to wait, after one try (F7)',
    async (_, fault) => {
      const organization = await newOrganization()
      const { call } = await apiOf(organization.owner)
      const unclaimed = await apiOf(organization.owner, {}, { hasClaim: false })
      const afterSession = (trip: Parameters<Script>[0]) => trip.at > 1 || trip.object !== null
      for (const [procedure, input] of requests(organization)) {
        // Where no claim says who asks, the session is read in the first trip; what is asked for in the next one.
        for (const { by, isBroken } of [
          { by: call, isBroken: () => true },
          { by: unclaimed.call, isBroken: () => true },
          { by: unclaimed.call, isBroken: afterSession },
        ]) {
          const trips: number[] = []
          const d1: Script = (trip) => {
            if (!isBroken(trip)) return trip.go()
            trips.push(trip.at)
            return fault(trip)
          }
          const answer = await withSeams({ d1 }, () => by(procedure, input))
          expect([procedure, answer.status, answer.reason]).toEqual([procedure, 503, 'unavailable'])
          expect(answer.headers.get('retry-after')).toBe('5')
          expect([procedure, trips.length]).toEqual([procedure, 1])
        }
      }
      expect((await everythingOf(organization.id)).invitations).toEqual([])
    },
  )

  test('while the database stalls is unavailable at the deadline (F6)', async () => {
    const organization = await newOrganization()
    const { call, ask } = await apiOf(organization.owner)
    await hastened(async () => {
      await withSeams({ d1: stall }, async () => {
        const answers = await Promise.all(
          requests(organization).map(([procedure, input]) => call(procedure, input)),
        )
        expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 503))
      })
      const headers = { upgrade: 'websocket', origin: outside.APP_ORIGIN }
      const open = () => ask(`/api/live?organizationId=${organization.id}`, { headers })
      expect((await withSeams({ d1: stall }, open)).status).toBe(503)
    })
  })

  test('whose session is long in coming has no longer for the rest (F6)', async () => {
    const { id: organizationId, owner } = await newOrganization()
    const { call } = await apiOf(owner, {}, { hasClaim: false })
    let isStalled = false
    const d1: Script = (trip) => {
      if (trip.at === 1) {
        vi.advanceTimersByTime(9_000)
        return trip.go()
      }
      isStalled = true
      return stall(trip)
    }
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      await withSeams({ d1 }, async () => {
        const answering = call('organization.stats', { organizationId })
        await until(() => isStalled)
        vi.advanceTimersByTime(1_000)
        expect((await answering).reason).toBe('unavailable')
      })
    } finally {
      vi.useRealTimers()
    }
  })

  test.each([
    ['overloaded', failBefore(overloaded)],
    ['stalled', stall],
  ])(
    'to sign in while the database is %s is unavailable, and wakes nobody (F6, F7)',
    async (_, d1) => {
      const told: string[] = []
      vi.spyOn(console, 'error').mockImplementation((line: string) => void told.push(line))
      const browser = newBrowser(outside)
      const tries = [
        () => browser.signIn('somebody@acme.test'),
        () => browser.post('/api/auth/request-password-reset', { email: 'somebody@acme.test' }),
        () =>
          browser.post('/api/auth/reset-password', {
            token: newResetToken(),
            newPassword: 'correct horse 8',
          }),
      ]
      for (const attempt of tries) {
        const response = await hastened(() => withSeams({ d1 }, attempt))
        expect(response.status).toBe(503)
        expect(response.headers.get('retry-after')).toBe('5')
        expect(await response.json()).toMatchObject({ code: 'UNAVAILABLE', reason: 'unavailable' })
      }
      expect(told).not.toEqual([])
      expect(told.join()).not.toContain('alarm')
    },
  )
})
