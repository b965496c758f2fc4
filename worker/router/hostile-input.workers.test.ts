import { beforeAll, describe, expect, test } from 'vitest'
import { apiOf, isQuery, procedures } from '../testing/api.ts'
import { everyProcedure, inputOf, withInvitation, type Names } from '../testing/every-procedure.ts'
import { everyRoute } from '../testing/every-route.ts'
import { leavesOf, withLeaf } from '../testing/json.ts'
import { everythingOf } from '../testing/organization.ts'
import { randomFrom } from '../testing/random.ts'
import { typedFields } from '../testing/typed-fields.ts'

let organization: Names
beforeAll(async () => {
  organization = await withInvitation()
})

const json = { 'content-type': 'application/json' }
const all = Object.keys(everyProcedure)
const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)

describe('what somebody types (F26)', () => {
  const harmless = {
    'a script': '<script>alert(1)</script>',
    'the end of an attribute': '"><img src=x onerror=alert(1)>',
    'an address of the web': 'https://evil.test/login',
    'a template': '{{7*7}}${7*7}',
    'a formula': '=HYPERLINK("https://evil.test")',
    SQL: "'); DROP TABLE user; --",
    'right-to-left letters': 'שלום נדיה',
    'a right-to-left mark': 'Nadia\u200F!',
    'an emoji of several parts': '👩‍👩‍👧 Nadia',
  }
  const refused = {
    'a line break and a header': 'Nadia\r\nBcc: eve@evil.test',
    NUL: 'Na\u0000dia',
    'an escape': 'Na\u001B[31mdia',
    'an override of the direction': 'Nadia \u202Egro.live',
    'an isolate': 'Nadia \u2066gro.live',
    'half a character': 'Nadia \uD83D',
    '10,000 characters': 'x'.repeat(10_000),
  }
  /** Controls but line breaks and tabs, overrides of the direction, halves of characters. */
  const unsafe = /(?![\t\n\r])\p{Cc}|[\u202A-\u202E\u2066-\u2069]|\p{Cs}|\uFFFD/u

  const fields = all.flatMap((procedure) =>
    typedFields(procedure).map((path) => [procedure, path.join('.'), path] as const),
  )

  test('is found in every schema that has it', () => {
    const found = fields.map(([procedure, path]) => `${procedure} ${path}`)
    for (const field of [
      'organization.create name',
      'workspace.update description',
      'member.list search',
      'invitation.create email',
      'invitation.createMany invitations.0.email',
      'invitation.createAccount name',
      'viewer.changePassword newPassword',
    ]) {
      expect(found).toContain(field)
    }
  })

  test.each(fields)(
    '%s takes or refuses as its %s, and never fails',
    async (procedure, _, path) => {
      const names = await withInvitation()
      const { call } = await apiOf(names.owner)
      const field = String(path.at(-1))
      const send = (text: string) =>
        call(procedure, withLeaf(inputOf(procedure, names), path, text))
      for (const [what, text] of [...Object.entries(refused), ...Object.entries(harmless)]) {
        const answer = await send(text)
        expect(answer.status, what).toBeLessThan(500)
        expect(answer.headers.get('content-type'), what).toMatch(/^application\/json/)
        const mayBreakLines = field === 'description' && what === 'a line break and a header'
        if (what in refused && ['name', 'description'].includes(field) && !mayBreakLines) {
          expect([400, 409], what).toContain(answer.status)
        }
      }
      const kept = leavesOf(await everythingOf(names.id)).map(({ value }) => value)
      for (const value of kept) if (typeof value === 'string') expect(value).not.toMatch(unsafe)
    },
  )

  test('is answered as it was typed, as data', async () => {
    const { call } = await apiOf(organization.owner)
    for (const name of Object.values(harmless)) {
      const answer = await call('workspace.create', { organizationId: organization.id, name })
      expect(answer.data).toMatchObject({ name })
    }
    const { data } = await call('workspace.create', {
      organizationId: organization.id,
      name: 'Shop',
      description: 'One line,\n\tand another.',
    })
    expect(data).toMatchObject({ description: 'One line,\n\tand another.' })
  })
})

describe('a body that nobody meant (F27)', () => {
  const unreadable: [string, BodyInit, Record<string, string>?][] = [
    ['of nothing', ''],
    ['that breaks off', '{"name":'],
    ['that is null', 'null'],
    ['that is a list', '[]'],
    ['that is a text', '"x"'],
    ['that is a number', '1e400'],
    ['of 10,000 levels', deep(10_000)],
    ['of an object of 10,000 levels', '{"a":'.repeat(10_000) + '1' + '}'.repeat(10_000)],
    ['of no UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])],
    ['that says it is compressed', new Uint8Array([31, 139, 8, 0]), { 'content-encoding': 'gzip' }],
  ]

  const asMutation = async (path: string, body: BodyInit, headers: Record<string, string> = {}) => {
    // A session of its own: signing out is among what is asked.
    const { ask } = await apiOf(organization.owner)
    return ask(path, { method: 'POST', headers: { ...json, ...headers }, body })
  }
  const paths = [
    ...all.filter((procedure) => !isQuery(procedure)).map((procedure) => `/api/trpc/${procedure}`),
    ...everyRoute.filter(({ method }) => method === 'POST').map(({ path }) => path),
  ]
  const takesNothing = (path: string) =>
    path === '/api/auth/sign-out' ||
    procedures[path.replace('/api/trpc/', '')]?._def.inputs.length === 0

  test.each(paths)('is a fault of the client, told without a stack: %s', async (path) => {
    for (const [what, body, headers] of unreadable) {
      const response = await asMutation(path, body, headers)
      const text = await response.text()
      expect(response.status, `${what}: ${text}`).toBeLessThan(500)
      if (!takesNothing(path)) expect(response.status, what).toBeGreaterThanOrEqual(400)
      expect(text, what).not.toMatch(/stack|node_modules|\bat .*:\d+/)
      expect(text.length, what).toBeLessThan(2_000)
    }
  })

  test('of 5 MB is not read, with and without its length', async () => {
    const text = JSON.stringify({ name: 'x'.repeat(5 * 1024 * 1024) })
    for (const path of [
      '/api/trpc/organization.create',
      '/api/auth/sign-in/email',
      '/api/auth/sign-out',
    ]) {
      expect((await asMutation(path, text)).status, path).toBe(413)
      const chunked = new Response(text).body ?? ''
      expect((await asMutation(path, chunked)).status, path).toBe(413)
    }
  })

  test('of a thousand calls is refused as a whole', async () => {
    const { ask } = await apiOf(organization.owner)
    const names = Array.from({ length: 1_000 }, () => 'workspace.create').join(',')
    const input = { organizationId: organization.id, name: 'Shop' }
    const body = JSON.stringify(
      Object.fromEntries(Array.from({ length: 1_000 }, (_, at) => [at, input])),
    )
    const before = await everythingOf(organization.id)
    for (const path of [names, names.replaceAll(',', '%2C')]) {
      const response = await ask(`/api/trpc/${path}?batch=1`, {
        method: 'POST',
        headers: json,
        body,
      })
      expect(response.status).toBe(400)
    }
    expect(await everythingOf(organization.id)).toEqual(before)
  })

  test.each(all)('of other types than %s takes is refused, place by place', async (procedure) => {
    const { callWith } = await apiOf(organization.owner)
    const input = inputOf(procedure, organization) ?? {}
    const before = await everythingOf(organization.id)
    for (const { path, value } of leavesOf(input)) {
      if (path.length === 0) continue
      for (const other of [7, true, [], {}, [value], { value }]) {
        if (typeof other === typeof value && !Array.isArray(other)) continue
        const { status } = await callWith(procedure, JSON.stringify(withLeaf(input, path, other)))
        expect(status, `${path.join('.')}: ${JSON.stringify(other)}`).toBe(400)
      }
    }
    expect(await everythingOf(organization.id)).toEqual(before)
  })

  test('with a key twice means one thing: the last', async () => {
    const { callWith } = await apiOf(organization.owner)
    const [first, last] = ['"name":"First"', '"name":"Last"']
    const organizationId = `"organizationId":${JSON.stringify(organization.id)}`
    const { data } = await callWith('workspace.create', `{${first},${organizationId},${last}}`)
    expect(data).toMatchObject({ name: 'Last' })
  })
})

describe('an address that nobody meant (F27)', () => {
  test.each([
    '/api/trpc',
    '/api/trpc/',
    '/api/trpc/%E0%A4%A',
    '/api/trpc/%00',
    '/api/trpc/__proto__',
    '/api/trpc/constructor',
    '/api/trpc/toString',
    '/api/trpc/viewer',
    '/api/trpc/viewer.__proto__',
    '/api/trpc/viewer.get.constructor',
    '/api/trpc/viewer.get,viewer.get',
    `/api/trpc/${'x'.repeat(10_000)}`,
    '/api/trpc/member.list?input=%E0%A4%A',
    '/api/trpc/member.list?input=%7B',
    '/api/trpc/member.list?input=1e400',
    `/api/trpc/member.list?input=${encodeURIComponent(deep(2_000))}`,
    '/api/trpc/member.list?batch=1&input=%5B%5D',
    '/api/trpc/member.list?batch=1&input=null',
    '/api/trpc/member.list?batch=1&input=%7B%2299999999%22%3A%7B%7D%7D',
    '/api/trpc/member.list?batch=1&input=%7B%22__proto__%22%3A%7B%7D%7D',
    '/api/auth/__proto__',
    '/api/auth/%00',
    '/api/auth/error?error=%0d%0aSet-Cookie:a=b',
    '/api/auth/callback/google?code=%00&state=%E0%A4%A',
    '/api/nothing',
    '/api//trpc/viewer.get',
  ])('%s is none of the product’s failures', async (path) => {
    const { ask } = await apiOf(organization.owner)
    for (const headers of [{}, { accept: 'application/jsonl' }]) {
      const response = await ask(path, { headers })
      const text = await response.text()
      expect(response.status, text).toBeLessThan(500)
      expect(text).not.toMatch(/stack|node_modules|\bat .*:\d+/)
      expect(response.headers.getSetCookie().join()).not.toContain('a=b')
    }
  })

  test('a cookie that nobody set signs nobody in, and is no failure', async () => {
    const { ask } = await apiOf(null)
    for (const cookie of [
      ';;;==',
      '__Host-usher.session_token=%E0%A4%A',
      '__Host-usher.session_token=a.b',
      `__Host-usher.session_token=${'x'.repeat(8_000)}`,
      '__Host-usher.session_token=; __Host-usher.session_token=x',
      '__Host-usher.session_data=eyJ9; __proto__=x',
    ]) {
      expect((await ask('/api/trpc/viewer.get', { headers: { cookie } })).status, cookie).toBe(401)
      expect((await ask('/api/auth/get-session', { headers: { cookie } })).status, cookie).toBe(200)
    }
  })
})

describe('chance (F27)', () => {
  const seed = 20_261_127
  const rounds = 12

  test.each(all)(`never makes %s fail (seed ${seed})`, async (procedure) => {
    const random = randomFrom(seed + all.indexOf(procedure))
    const pick = <T>(some: readonly T[]) => some[random(some.length)] as T
    const names = await withInvitation()
    const { callWith } = await apiOf(names.owner)

    const text = () =>
      String.fromCharCode(...Array.from({ length: random(40) }, () => random(0x1_0000)))
    const anything = (depth = 0): unknown =>
      pick([
        text,
        () => random(2 ** 31) - 2 ** 30,
        () => pick([-0, 1e308, 2 ** 53, 0.1, -1]),
        () => pick([null, true, '', [], {}]),
        () => (depth > 3 ? 0 : Array.from({ length: random(5) }, () => anything(depth + 1))),
        () => (depth > 3 ? 0 : { [text()]: anything(depth + 1), [pick(['id', '__proto__'])]: 1 }),
      ])()
    const altered = (input: unknown) => {
      const places = leavesOf(input).flatMap(({ path }) => (path.length > 0 ? [path] : []))
      const path = random(4) === 0 || places.length === 0 ? [text()] : pick(places)
      return JSON.stringify(withLeaf(input, path, anything()))
    }
    const scrambled = (json_: string) =>
      Array.from(json_, (one) => (random(30) === 0 ? String.fromCharCode(random(256)) : one)).join(
        '',
      )

    for (let round = 0; round < rounds; round += 1) {
      const input = inputOf(procedure, names) ?? {}
      const sent = random(3) === 0 ? scrambled(JSON.stringify(input)) : altered(input)
      const { status, text: told } = await callWith(procedure, sent)
      expect(status, `round ${round}: ${sent} → ${told}`).toBeLessThan(500)
    }
    expect(Object.keys(Object.prototype)).toEqual([])
  })
})
