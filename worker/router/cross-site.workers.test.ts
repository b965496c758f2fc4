import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import { app } from '../app.ts'
import { apiOf, isQuery } from '../testing/api.ts'
import { everyProcedure, inputOf, withInvitation, type Names } from '../testing/every-procedure.ts'
import { describedRoutes, everyRoute, existingRoutes } from '../testing/every-route.ts'
import { everythingOf } from '../testing/organization.ts'

const json = { 'content-type': 'application/json' }
const own = { origin: env.APP_ORIGIN }

/** What a page of another site can have a visitor's browser send. */
const foreign: [string, Record<string, string>][] = [
  ['a foreign origin', { origin: 'https://evil.test' }],
  ['an origin that begins the same', { origin: `${env.APP_ORIGIN}.evil.test` }],
  ['the origin of another port', { origin: `${env.APP_ORIGIN}:8443` }],
  ['the origin without TLS', { origin: 'http://usher.test' }],
  ['a null origin', { origin: 'null' }],
  ['no origin, across sites', { 'sec-fetch-site': 'cross-site' }],
  ['no origin, from a sibling site', { 'sec-fetch-site': 'same-site' }],
  ['its own origin, across sites', { ...own, 'sec-fetch-site': 'cross-site' }],
]

/** What a form sends, or a script that may not ask first. */
const formLike: [string, Record<string, string>][] = [
  ['a form', { 'content-type': 'application/x-www-form-urlencoded' }],
  ['a form with files', { 'content-type': 'multipart/form-data; boundary=x' }],
  ['plain text', { 'content-type': 'text/plain' }],
  ['plain text that speaks of JSON', { 'content-type': 'text/plain; application/json' }],
  ['two types at once', { 'content-type': 'text/plain, application/json' }],
]
const ofNoType: [string, Record<string, string>] = ['nothing said of its type', {}]

test('every route stands in the table', () => {
  expect(existingRoutes().toSorted()).toEqual(describedRoutes.toSorted())
  const folders = app.routes.filter(
    ({ method, path }) => method === 'ALL' && !/^(\/api)?\/\*$/.test(path),
  )
  expect([...new Set(folders.map(({ path }) => path))]).toEqual(['/api/auth/*', '/api/trpc/*'])
})

describe('what another site makes a visitor’s browser send (F24)', () => {
  let organization: Names
  let ask: Awaited<ReturnType<typeof apiOf>>['ask']
  beforeAll(async () => {
    organization = await withInvitation()
    ask = (await apiOf(organization.owner)).ask
  })

  const send = async (path: string, body: string, headers: Record<string, string>) => {
    // Bytes, of which nothing is said that a header here does not say.
    const init = { method: 'POST', headers, body: new TextEncoder().encode(body) }
    return (await ask(path, init)).status
  }
  const procedures = Object.keys(everyProcedure)

  test.each(procedures.filter((procedure) => !isQuery(procedure)))(
    '%s does nothing of it',
    async (procedure) => {
      const before = await everythingOf(organization.id)
      const path = `/api/trpc/${procedure}`
      const input = JSON.stringify(inputOf(procedure, organization))
      for (const [what, headers] of foreign) {
        expect(await send(path, input, { ...json, ...headers }), what).toBe(403)
        expect(await send(`${path}?batch=1`, `{"0":${input}}`, { ...json, ...headers }), what).toBe(
          403,
        )
      }
      for (const [what, headers] of [...formLike, ofNoType]) {
        expect(await send(path, input, headers), what).toBe(415)
        expect(await send(path, input, { ...own, ...headers }), what).toBe(415)
      }
      const query = `input=${encodeURIComponent(input)}`
      expect((await ask(`${path}?${query}`)).status, 'a GET').toBe(403)
      expect((await ask(`${path}?${query}`, { headers: own })).status, 'a GET').toBe(403)
      const batch = `batch=1&input=${encodeURIComponent(`{"0":${input}}`)}`
      expect((await ask(`${path}?${batch}`)).status, 'a GET of a batch').toBe(403)
      const link = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }
      expect((await ask(`${path}?${query}`, { headers: link })).status, 'a link').toBe(403)
      expect(await everythingOf(organization.id)).toEqual(before)
    },
  )

  test.each(procedures.filter(isQuery))('%s tells nothing to it', async (procedure) => {
    const input = encodeURIComponent(JSON.stringify(inputOf(procedure, organization)))
    for (const [what, headers] of foreign) {
      const answer = await ask(`/api/trpc/${procedure}?input=${input}`, { headers })
      expect(answer.status, what).toBe(403)
    }
    expect(await send(`/api/trpc/${procedure}`, '{}', { ...json, ...own }), 'a POST').toBe(403)
  })

  const guarded = everyRoute.filter(({ isForMonitors }) => !isForMonitors)
  test.each(guarded)('$method $path does nothing of it', async (route) => {
    const { method, path, body, mayBeEmpty } = route
    const upgrade = { upgrade: 'websocket' }
    for (const [what, headers] of foreign) {
      const status =
        method === 'POST'
          ? await send(path, JSON.stringify(body), { ...json, ...headers })
          : (await ask(path, { headers: { ...upgrade, ...headers } })).status
      expect(status, what).toBe(403)
    }
    if (method === 'GET') return
    for (const [what, headers] of mayBeEmpty ? formLike : [...formLike, ofNoType]) {
      expect(await send(path, JSON.stringify(body), { ...own, ...headers }), what).toBe(415)
    }
    expect((await ask(path)).status, 'a GET').toBe(404)
  })

  test('signs nobody out', async () => {
    expect((await ask('/api/trpc/viewer.get')).status).toBe(200)
  })
})

test('a link from another site may lead to what changes nothing, as Google’s way back does', async () => {
  const { ask } = await apiOf(null)
  const headers = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }
  const { status } = await ask('/api/auth/callback/google?error=access_denied&state=x', { headers })
  expect([302, 404]).toContain(status)
})
