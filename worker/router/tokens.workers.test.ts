import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import { toBase64Url } from '../base64url.ts'
import { invitationToken } from '../links/token.ts'
import { apiOf } from '../testing/api.ts'
import { newAccount, newBrowser } from '../testing/browser.ts'
import { noteStatements } from '../testing/d1.ts'
import { everyProcedure, inputOf, withInvitation, type Names } from '../testing/every-procedure.ts'
import { everyRoute } from '../testing/every-route.ts'
import { leavesOf } from '../testing/json.ts'
import { everythingOf } from '../testing/organization.ts'
import { valueOf } from '../testing/builders.ts'
import { bytesOf } from '../uuid.ts'

let organization: Names
let other: Names
beforeAll(async () => {
  organization = await withInvitation()
  other = await withInvitation()
})

const tokenOf = ({ invitationId, id }: Names, secret = env.INVITATION_SECRET) =>
  invitationToken(secret, { invitationId, generation: 1, organizationId: id })

const withToken = (procedure: string, token: string) => ({
  ...(inputOf(procedure, organization) as object),
  token,
})

/** Whatever takes a token, now and later. */
const takingTokens = () =>
  Object.keys(everyProcedure).filter((procedure) =>
    leavesOf(inputOf(procedure, organization)).some(({ path }) => path.at(-1) === 'token'),
  )

/** A signature that is genuine, but of another purpose. */
async function signedForSomethingElse({ invitationId, id }: Names) {
  const bytes = new TextEncoder()
  const key = await crypto.subtle.importKey(
    'raw',
    bytes.encode(env.INVITATION_SECRET),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['sign'],
  )
  const message = bytes.encode(JSON.stringify(['reset password', invitationId, 1, id]))
  const signature = await crypto.subtle.sign('HMAC', key, message)
  return `${invitationId}.1.${toBase64Url(bytesOf(id))}${toBase64Url(new Uint8Array(signature))}`
}

async function forgedTokens(): Promise<Record<string, string>> {
  const { token, invitationId } = organization
  const [, , signed = ''] = token.split('.')
  const signature = signed.slice(-43)
  const earlier = await invitationToken(env.INVITATION_SECRET, { invitationId, generation: 1 })
  return {
    empty: '',
    'a word': 'x',
    truncated: token.slice(0, -1),
    'without its signature': token.slice(0, -43),
    longer: `${token}x`,
    'with what a mail client joined to it': `${token}>.`,
    'with a line break': `${token}\n`,
    'in capitals': token.toUpperCase(),
    'of another invitation': `${other.invitationId}.1.${signed}`,
    'of another organization': `${invitationId}.1.${toBase64Url(bytesOf(other.id))}${signature}`,
    'without its organization': `${invitationId}.1.${signature}`,
    'of an earlier version, with an organization': earlier.replace(
      '.1.',
      `.1.${signed.slice(0, 22)}`,
    ),
    'of a later sending': `${invitationId}.2.${signed}`,
    'of no sending': `${invitationId}.0.${signed}`,
    'of another deployment': await tokenOf(organization, 'the secret of another deployment'),
    'of another purpose': await signedForSomethingElse(organization),
    'of a reset': 'A'.repeat(43),
    'of 10 KB': 'A'.repeat(10_240),
    'not ASCII': 'é\u0000\uD800🐈'.repeat(20),
  }
}

describe('a token that was not made here (F20)', () => {
  test('is answered the same by every procedure, writes nothing and costs no query (R29)', async () => {
    const noted = noteStatements(env.DB)
    const { ask } = await apiOf(other.owner, { DB: noted.d1 })
    const statementsOf = async (client: string, procedure: string, input?: object) => {
      noted.texts.length = 0
      const response = await ask(`/api/trpc/${procedure}`, {
        headers: { 'content-type': 'application/json', 'cf-connecting-ip': client },
        ...(input && { method: 'POST', body: JSON.stringify(input) }),
      })
      return { answer: `${response.status} ${await response.text()}`, queries: noted.texts.length }
    }
    expect((await statementsOf('198.51.100.20', 'viewer.options')).queries).toBeGreaterThan(0)
    const tokens = await forgedTokens()
    const before = [await everythingOf(organization.id), await everythingOf(other.id)]

    for (const [at, procedure] of takingTokens().entries()) {
      for (const [what, token] of Object.entries(tokens)) {
        const client = `198.51.100.${30 + at}`
        const told = await statementsOf(client, procedure, withToken(procedure, token))
        expect(told.queries, `${procedure}, ${what}`).toBe(0)
        expect(told.answer, `${procedure}, ${what}`).toMatch(
          procedure === 'invitation.open'
            ? /^200 \{"result":\{"data":\{"state":"unknown"\}\}\}$/
            : /^404 .*"reason":"not_found"/,
        )
      }
    }
    expect([await everythingOf(organization.id), await everythingOf(other.id)]).toEqual(before)
  })

  test('is limited with all others of its client, whatever they are tried on (R42)', async () => {
    const trying = newBrowser()
    const tries = Array.from({ length: 20 }, (_, at) => [
      trying.post('/api/trpc/invitation.open', { token: `forged ${at}` }),
      trying.post('/api/auth/reset-password', {
        token: `${'A'.repeat(41)}${at + 10}`,
        newPassword: 'quite a good one',
      }),
    ])
    const responses = await Promise.all(tries.flat())
    const refused = responses.filter(({ status }) => status === 429)
    expect(refused).toHaveLength(10)
    for (const { headers } of refused) expect(headers.get('retry-after')).toBe('60')
    const { status } = await newBrowser().post('/api/trpc/invitation.open', { token: 'forged' })
    expect(status).toBe(200)
  })
})

describe('a link that a scanner follows (F19)', () => {
  const methods = ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'DELETE']

  test('consumes nothing, by whatever method and on whatever path', async () => {
    const { token, id } = organization
    const { ask } = await apiOf(null)
    const people = () => env.DB.prepare('SELECT count(*) AS n FROM user').first('n')
    const before = [await everythingOf(id), await people()]
    const paths = [
      `/invite?token=${token}`,
      `/invite/${token}`,
      `/reset-password?token=${token}`,
      ...everyRoute
        .filter(({ isForMonitors }) => !isForMonitors)
        .map(({ path }) => `${path}?token=${token}`),
      ...Object.keys(everyProcedure).map((procedure) => `/api/trpc/${procedure}`),
    ]
    for (const path of paths) {
      const input = JSON.stringify(inputOf(path.replace('/api/trpc/', ''), organization) ?? {})
      const asked = path.includes('?') ? path : `${path}?input=${encodeURIComponent(input)}`
      for (const method of methods) {
        const { status } = await ask(asked, { method, redirect: 'manual' })
        expect(status, `${method} ${asked}`).toBeLessThan(500)
      }
      const form = new URLSearchParams({
        token,
        contentVersion: '1',
        name: 'Nadia',
        password: token,
      })
      expect((await ask(path, { method: 'POST', body: form })).status, path).toBe(
        path.startsWith('/api/') ? 415 : 404,
      )
    }
    expect([await everythingOf(id), await people()]).toEqual(before)
  })
})

describe('a genuine token of an invitation that is not open (F20)', () => {
  const dead = {
    canceled: async ({ admin, invitationId }) => {
      valueOf(await admin.send('invitation.cancel', { invitationId }))
    },
    replaced: async ({ admin, invitationId }) => {
      valueOf(await admin.send('invitation.resend', { invitationId, locale: 'en' }))
    },
    expired: async ({ invitationId }) => {
      await env.DB.prepare('UPDATE invitation SET expires_at = 1 WHERE id = ?')
        .bind(invitationId)
        .run()
    },
    declined: async ({ token }) => {
      await (await apiOf(null)).call('invitation.decline', { token })
    },
    accepted: async ({ token }) => {
      const browser = newBrowser()
      const account = { token, name: 'Nadia', password: 'quite a good one' }
      await browser.post('/api/trpc/invitation.createAccount', account)
      await browser.post('/api/trpc/invitation.accept', { token, contentVersion: 1 })
    },
    on_hold: async ({ owner, admin }) => {
      valueOf(await owner.send('member.changeRole', { userId: admin.id, role: 'member' }))
    },
    unknown: async ({ owner }) => {
      valueOf(await owner.send('organization.delete', { name: 'Wholly Secret Inc' }))
    },
  } satisfies Record<string, (names: Names) => Promise<void>>

  test.each(Object.entries(dead))(
    'is told that it is %s, and does nothing (R29)',
    async (state, end) => {
      const names = await withInvitation()
      await end(names)
      const before = await everythingOf(names.id)
      const { call } = await apiOf(other.owner)
      for (const procedure of takingTokens()) {
        // Who does not want it may say so, also when it could not be accepted.
        if (procedure === 'invitation.decline' && ['on_hold', 'expired'].includes(state)) continue
        const answer = await call(procedure, withToken(procedure, names.token))
        if (procedure === 'invitation.open') {
          expect(answer.data, procedure).toMatchObject({ state })
          continue
        }
        expect(answer.reason, procedure).toMatch(
          /^(invitation_not_pending|invitation_expired|invitation_on_hold|wrong_account|not_found|not_permitted)$/,
        )
      }
      expect(await everythingOf(names.id)).toEqual(before)
    },
  )
})

describe('the token of a reset (F20)', () => {
  test.each([
    ['empty', () => ''],
    ['of an invitation', () => organization.token],
    ['of 10 KB', () => 'A'.repeat(10_240)],
    ['not ASCII', () => 'é\u0000\uD800🐈'.repeat(20)],
    ['with a pattern of SQL’s', () => '%'.repeat(43)],
    ['that was never sent', () => 'A'.repeat(43)],
  ])('%s changes nothing and is no failure', async (what, token) => {
    const person = await newAccount()
    const noted = noteStatements(env.DB)
    const browser = newBrowser({ DB: noted.d1 })
    const response = await browser.post('/api/auth/reset-password', {
      token: token(),
      newPassword: 'quite a good one',
    })
    expect(response.status).toBe(400)
    expect(await response.text()).toContain('INVALID_TOKEN')
    // Whether one that looks right was sent, a query tells: one, as many times as its client may try (R42).
    expect(noted.texts).toHaveLength(what === 'that was never sent' ? 1 : 0)
    expect((await newBrowser().signIn(person.email)).status).toBe(200)
  })

  test('costs no query once its client tried too often (R42)', async () => {
    const noted = noteStatements(env.DB)
    const browser = newBrowser({ DB: noted.d1 })
    const tryOnce = (token: string) =>
      browser.post('/api/auth/reset-password', { token, newPassword: 'short' })
    const tries = Array.from({ length: 30 }, () => tryOnce('A'.repeat(43)))
    for (const { status } of await Promise.all(tries)) expect(status).toBe(400)
    noted.texts.length = 0
    const refused = await tryOnce('A'.repeat(43))
    expect(refused.status).toBe(429)
    expect(refused.headers.get('retry-after')).toBe('60')
    expect(noted.texts).toEqual([])
  })
})
