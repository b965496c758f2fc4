/** Who asks is said by a cookie, without a trip to D1; whether their session still stands is found with what they ask for. */
import { env } from 'cloudflare:workers'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { readClaim } from '../auth/session.ts'
import { apiOf, procedures } from '../testing/api.ts'
import { everyProcedure, inputOf, withInvitation, type Names } from '../testing/every-procedure.ts'
import { everythingOf, newOrganization, newPerson } from '../testing/organization.ts'

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const endSessionsOf = ({ id }: { id: string }) =>
  env.DB.prepare('DELETE FROM session WHERE user_id = ?').bind(id).run()

describe('a session that has ended, while its cookie says that it stands', () => {
  let organization: Names
  let client: Awaited<ReturnType<typeof apiOf>>
  beforeAll(async () => {
    organization = await withInvitation()
    client = await apiOf(organization.owner)
    expect((await client.call('viewer.get')).status).toBe(200)
    await endSessionsOf(organization.owner)
  })

  const forSignedIn = Object.keys(procedures).filter(
    (procedure) => !everyProcedure[procedure]?.allowed.includes('signed out'),
  )

  test.each(forSignedIn)('%s tells nothing and changes nothing from then on', async (procedure) => {
    const before = await everythingOf(organization.id)
    const answer = await client.call(procedure, inputOf(procedure, organization))
    expect(answer.status).toBe(401)
    expect(await everythingOf(organization.id)).toEqual(before)
  })

  test('is none at /api/auth/get-session, and opens no live connection', async () => {
    const asked = await client.ask('/api/auth/get-session')
    expect(await asked.json()).toBeNull()
    const live = await client.ask(`/api/live?organizationId=${organization.id}`, {
      headers: { upgrade: 'websocket', origin: env.APP_ORIGIN },
    })
    expect(live.status).toBe(401)
  })
})

describe('what a cookie says of who asks', () => {
  const claimOf = (cookie: string) => readClaim(env, new Headers({ cookie }))
  async function signedIn() {
    const { id } = await newOrganization()
    const person = await newPerson(id)
    const { cookie } = await apiOf(person)
    return { person, cookie, parts: cookie.split('; ') }
  }

  test('is worth nothing when altered, alone, or beside the token of another session', async () => {
    const { person, cookie, parts } = await signedIn()
    const another = await signedIn()
    const data = parts.find((part) => part.includes('session_data=')) ?? ''
    expect(await claimOf(cookie)).toMatchObject({ userId: person.id })
    const altered = `${data.slice(0, -10)}${data.at(-10) === 'A' ? 'B' : 'A'}${data.slice(-9)}`
    expect(await claimOf(cookie.replace(data, altered))).toBeNull()
    expect(await claimOf(data)).toBeNull()
    const token = another.parts.find((part) => part.includes('session_token=')) ?? ''
    expect(await claimOf(`${token}; ${data}`)).toBeNull()
    const logged: unknown[] = []
    vi.spyOn(console, 'error').mockImplementation((...line: unknown[]) => void logged.push(line))
    for (const junk of ['', '%', 'e30', 'null', 'A'.repeat(5000)])
      expect(await claimOf(`${token}; __Host-usher.session_data=${junk}`)).toBeNull()
    // Whoever sends junk must not write into the log what they like.
    expect(logged).toEqual([])
  })

  test('is no longer believed than was signed, whatever stands before it under its name', async () => {
    const { cookie, parts } = await signedIn()
    const data = parts.find((part) => part.includes('session_data=')) ?? ''
    const [name = '', genuine = ''] = data.split('=')
    const said = JSON.parse(atob(genuine.replaceAll('-', '+').replaceAll('_', '/'))) as object
    const forever = btoa(JSON.stringify({ ...said, expiresAt: Date.now() + 24 * 60 * 60_000 }))
    const forged = `${name}=${forever.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`
    const twice = [`${forged}; ${cookie}`, `${cookie}; ${forged}`, `${cookie};${forged}`]
    for (const cookies of twice) await claimOf(cookies)
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 5 * 60_000 + 1000 })
    for (const cookies of twice) expect(await claimOf(cookies)).toBeNull()
  })

  test('counts for five minutes; then the session is read, and says it anew', async () => {
    const { cookie } = await signedIn()
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 5 * 60_000 + 1000 })
    expect(await claimOf(cookie)).toBeNull()
  })

  test('is verified once, also where deeds change the bookmark beside it', async () => {
    const { cookie, person } = await signedIn()
    const verifying = vi.spyOn(crypto.subtle, 'verify')
    for (const bookmark of ['', '; __Host-usher.bookmark.DB=1', '; __Host-usher.bookmark.DB=2'])
      expect(await claimOf(`${cookie}${bookmark}`)).toMatchObject({ userId: person.id })
    expect(verifying).toHaveBeenCalledTimes(1)
  })

  test('is renewed on the way, so that hardly a request reads the session', async () => {
    const { person } = await signedIn()
    const { call } = await apiOf(person)
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 5 * 60_000 + 1000 })
    const answer = await call('viewer.get')
    expect(answer.status).toBe(200)
    expect(answer.headers.getSetCookie().join()).toContain('session_data=')
  })
})
