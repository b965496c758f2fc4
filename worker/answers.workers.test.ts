import { createExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { apiOf, procedures } from './testing/api.ts'
import { app } from './app.ts'
import { newBrowser } from './testing/browser.ts'
import { newOrganization } from './testing/organization.ts'
import { authRoutes } from './auth/handler.ts'
import { securityHeaders, transportSecurity } from './security-headers.ts'

let logged: string[]
beforeEach(() => {
  logged = []
  for (const level of ['log', 'warn', 'error'] as const) {
    vi.spyOn(console, level).mockImplementation((line: string) => void logged.push(line))
  }
})

const json = { 'content-type': 'application/json' }
const requestId = /^[0-9a-f]{16}$/

function expectDefended(answer: Response) {
  const { headers } = answer
  expect(Object.fromEntries(headers)).toMatchObject({
    ...securityHeaders,
    'cache-control': 'no-store',
    'strict-transport-security': transportSecurity,
    'x-request-id': expect.stringMatching(requestId) as string,
  })
  expect(headers.has('access-control-allow-origin')).toBe(false)
}

describe('every answer has the headers that static files have, and says by which id the log knows it', () => {
  test.each(Object.entries(procedures).map(([path, { _def }]) => [path, _def.type] as const))(
    'of %s',
    async (path, type) => {
      const { ask } = await apiOf(null)
      const post = { method: 'POST', headers: json, body: '{}' }
      expectDefended(await ask(`/api/trpc/${path}`, type === 'query' ? {} : post))
    },
  )

  test.each(authRoutes)('of %s', async (route) => {
    const [method = '', path = ''] = route.split(' ')
    const { ask } = await apiOf(null)
    const sent = method === 'POST' ? { headers: json, body: '{}' } : {}
    expectDefended(await ask(path, { method, ...sent, redirect: 'manual' }))
  })

  test.each<[string, string, RequestInit, number]>([
    ['what there is not', '/api/nothing', {}, 404],
    ['what is outside of the API', '/elsewhere', {}, 404],
    ['a procedure that there is not', '/api/trpc/viewer.nothing', {}, 404],
    [
      'a route of sign-in that there is not',
      '/api/auth/sign-up/email',
      { method: 'POST', headers: json },
      404,
    ],
    ['sign-in’s options', '/api/sign-in-options', {}, 200],
    ['a WebSocket that is none', '/api/live', {}, 426],
    [
      'another site',
      '/api/trpc/viewer.rename',
      { method: 'POST', headers: { ...json, origin: 'https://evil.test' } },
      403,
    ],
    ['a form', '/api/trpc/viewer.rename', { method: 'POST', body: 'a=b' }, 415],
    [
      'a body too large',
      '/api/trpc/viewer.rename',
      { method: 'POST', headers: json, body: ' '.repeat(1_100_000) },
      413,
    ],
  ])('of %s', async (_, path, init, status) => {
    const { ask } = await apiOf(null)
    const answer = await ask(path, init)
    expect(answer.status).toBe(status)
    expectDefended(answer)
  })

  test('of a WebSocket', async () => {
    const { id, owner } = await newOrganization()
    const { ask } = await apiOf(owner)
    const answer = await ask(`/api/live?organizationId=${id}`, {
      headers: { upgrade: 'websocket', origin: env.APP_ORIGIN },
    })
    expect(answer.status).toBe(101)
    expectDefended(answer)
    answer.webSocket?.accept()
    answer.webSocket?.close()
  })

  test('of what failed, whose error says the id as well', async () => {
    const { id: organizationId, owner } = await newOrganization()
    const { call } = await apiOf(owner)
    await env.DB.prepare('ALTER TABLE workspace RENAME TO elsewhere').run()
    const { status, headers, error } = await call('workspace.list', { organizationId })
    await env.DB.prepare('ALTER TABLE elsewhere RENAME TO workspace').run()
    expect(status).toBe(500)
    expectDefended(new Response(null, { headers }))
    expect(error?.data['requestId']).toBe(headers.get('x-request-id'))
  })

  test('of a refusal, whose error has no need of the id', async () => {
    const { call } = await apiOf(null)
    expect((await call('viewer.get')).error?.data['requestId']).toBeUndefined()
  })
})

test('nothing is answered without TLS where the app is on https, and nobody led on', async () => {
  const plain = new Request('http://usher.test/api/sign-in-options')
  const answer = await app.fetch(plain, env, createExecutionContext())
  expect(answer.status).toBe(403)
  expect(answer.headers.get('location')).toBeNull()
})

test('nothing asks for TLS where there is none', async () => {
  const browser = newBrowser({ APP_ORIGIN: 'http://localhost:8787' })
  const answer = await browser.ask('/api/sign-in-options')
  expect(answer.headers.get('strict-transport-security')).toBeNull()
})

describe('a deployment that is not set up', () => {
  test.each(['/api/sign-in-options', '/api/auth/get-session', '/api/trpc/viewer.get', '/api/live'])(
    'says so at %s, with no word of its variables, and raises an alarm',
    async (path) => {
      const browser = newBrowser({ INVITATION_SECRET: 'a-short-secret' })
      const answer = await browser.ask(path)
      expect(answer.status).toBe(503)
      expectDefended(answer)
      expect(await answer.text()).not.toMatch(/INVITATION_SECRET|a-short-secret/)
      expect(logged.map((line) => JSON.parse(line) as object)).toContainEqual(
        expect.objectContaining({ event: 'not_configured', alarm: true }),
      )
      expect(logged.join()).toContain('INVITATION_SECRET needs at least 32')
      expect(logged.join()).not.toContain('a-short-secret')
    },
  )
})
