import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { apiOf } from '../testing/api.ts'
import { newAccount, newBrowser } from '../testing/browser.ts'
import { everyRoute } from '../testing/every-route.ts'
import { arrived, type ArrivedMail } from '../testing/mail.ts'
import { newAddress, newOrganization } from '../testing/organization.ts'

const { origin, host } = new URL(env.APP_ORIGIN)
const withGoogle = { GOOGLE_CLIENT_ID: 'usher-at-google', GOOGLE_CLIENT_SECRET: 'a secret' }
const evil = /evil/

/** Ways to tell a server that it is called otherwise than it is configured. */
const claims: [string, string, Record<string, string>][] = [
  ['another host', 'https://evil.test', {}],
  ['another port', 'https://usher.test:8443', {}],
  ['a Host', origin, { host: 'evil.test' }],
  ['an X-Forwarded-Host', origin, { 'x-forwarded-host': 'evil.test' }],
  ['two X-Forwarded-Hosts', origin, { 'x-forwarded-host': `${host}, evil.test` }],
  [
    'an X-Forwarded-Proto',
    origin,
    { 'x-forwarded-proto': 'http', 'x-forwarded-host': 'evil.test' },
  ],
  [
    'an X-Forwarded-Port',
    origin,
    { 'x-forwarded-port': '8443', 'x-forwarded-server': 'evil.test' },
  ],
  ['a Forwarded', origin, { forwarded: 'for=1.2.3.4;host=evil.test;proto=http' }],
  [
    'an X-Original-URL',
    origin,
    { 'x-original-url': '//evil.test/', 'x-rewrite-url': '//evil.test/' },
  ],
]

const json = { 'content-type': 'application/json', origin }
const post = (body: object, headers: Record<string, string>) => ({
  method: 'POST',
  headers: { ...json, ...headers },
  body: JSON.stringify(body),
})

const linksOf = ({ html, text }: ArrivedMail) => [
  ...Array.from(html.matchAll(/href="([^"]*)"/g), ([, link = '']) => link),
  ...(text.match(/https?:\/\/\S+/g) ?? []),
]

describe('a request that says it came to another host (F25)', () => {
  test.each(claims)('by %s changes no link of a mail (R40)', async (_, at, headers) => {
    const { id: organizationId, owner } = await newOrganization()
    const person = await newAccount()
    const invitee = newAddress()
    const { ask } = await apiOf(owner)
    const input = { organizationId, email: invitee, role: 'member' }
    await ask(`${at}/api/trpc/invitation.create`, post(input, headers))
    await ask(
      `${at}/api/auth/request-password-reset`,
      post({ email: person.email, redirectTo: 'https://evil.test/' }, headers),
    )
    const mails = [...(await arrived(invitee)), ...(await arrived(person.email))]
    expect(mails).toHaveLength(2)
    for (const mail of mails) {
      expect(JSON.stringify(mail)).not.toMatch(evil)
      const links = linksOf(mail)
      expect(links).toHaveLength(3)
      for (const link of links) {
        expect(new URL(link).origin).toBe(origin)
        expect(new URL(link).pathname).toMatch(/^\/(invite|reset-password)$/)
      }
    }
  })

  test.each(claims)(
    'by %s is sent nowhere else, and gets no cookie for it',
    async (_, at, headers) => {
      const { ask } = await apiOf(null, withGoogle)
      for (const { method, path, body } of everyRoute) {
        const init = method === 'POST' ? post(body ?? {}, headers) : { headers }
        const response = await ask(`${at}${path}`, init)
        const told = [await response.text(), ...response.headers].join('\n')
        expect(told, path).not.toMatch(evil)
        expect(told, path).not.toMatch(/8443|domain=/i)
      }
    },
  )
})

const elsewhere = [
  'https://evil.test/',
  '//evil.test',
  '/\\evil.test',
  '\\\\evil.test',
  '/\t/evil.test',
  '/\n/evil.test',
  '\thttps://evil.test',
  '/.//evil.test',
  '/%2F%2Fevil.test/..//evil.test',
  'https:evil.test',
  'javascript:alert("evil")',
  'data:text/html,evil',
  `${origin}@evil.test/`,
  `${origin}.evil.test/`,
  'https://usher.test:443@evil.test',
  'https://USHER.test.evil.test\\@usher.test/',
]

describe('a way back that leads elsewhere (F25)', () => {
  test.each(elsewhere)('%j is not taken', async (target) => {
    for (const name of ['callbackURL', 'errorCallbackURL', 'newUserCallbackURL']) {
      const browser = newBrowser(withGoogle)
      const response = await browser.post('/api/auth/sign-in/social', {
        provider: 'google',
        callbackURL: '/',
        [name]: target,
      })
      // What is refused can't lead anywhere. What is not comes back, by an error of Google's, to this site.
      if (response.status === 403) continue
      expect(response.status, name).toBe(200)
      const { url } = await response.json<{ url: string }>()
      const google = new URL(url)
      expect(google.origin, name).toBe('https://accounts.google.com')
      expect(google.searchParams.get('redirect_uri')).toBe(`${origin}/api/auth/callback/google`)
      const state = google.searchParams.get('state') ?? ''
      const query = new URLSearchParams({ state, error: 'access_denied' })
      const back = await browser.ask(`/api/auth/callback/google?${query.toString()}`)
      expect(back.status).toBe(302)
      expect(new URL(back.headers.get('location') ?? '', origin).origin, name).toBe(origin)
    }
  })

  test('of an error page’s address is not taken either', async () => {
    const { ask } = await apiOf(null, withGoogle)
    for (const target of elsewhere) {
      const query = new URLSearchParams({ error: target, callbackURL: target, redirectTo: target })
      for (const path of ['error', 'callback/google', 'get-session']) {
        const { headers } = await ask(`/api/auth/${path}?${query.toString()}`)
        const location = headers.get('location') ?? '/'
        expect(new URL(location, origin).origin, path).toBe(origin)
      }
    }
  })
})

describe('the mails of names that want to be more (F26, R39)', () => {
  test.each([
    ['a script', '<script>alert(1)</script>'],
    ['the end of an attribute', '"><a href="https://evil.test">Join</a>'],
    ['an address of the web', 'https://evil.test/login'],
    ['a host alone', 'www.evil.test'],
    ['an address of a mail', 'mailto:eve@evil.test'],
    ['a line break and a header', 'Nadia\r\nBcc: eve@evil.test'],
    ['a line of its own', 'Nadia\u2028Click: https://evil.test'],
    ['an override of the direction', '\u202Etset.live//:sptth'],
    ['right-to-left letters', 'שלום נדיה'],
    ['NUL', 'Na\0dia'],
    ['10,000 characters', 'Nadia '.repeat(1_666)],
  ])('carry %s as text', async (_, name) => {
    const organization = await newOrganization()
    // Past the API, which refuses some of them: what is in the database already must not do harm either.
    const person = await newAccount()
    await env.DB.batch([
      env.DB.prepare('UPDATE organization SET name = ? WHERE id = ?').bind(name, organization.id),
      env.DB.prepare('UPDATE workspace SET name = ? WHERE id = ?').bind(name, organization.web),
      env.DB.prepare('UPDATE user SET name = ? WHERE id IN (?, ?)').bind(
        name,
        organization.owner.id,
        person.id,
      ),
    ])
    const invitee = newAddress()
    const { call } = await apiOf(organization.owner)
    const { status } = await call('invitation.create', {
      organizationId: organization.id,
      email: invitee,
      role: 'member',
      grants: [{ workspaceId: organization.web, role: 'member' }],
    })
    expect(status).toBe(200)
    await newBrowser().post('/api/auth/request-password-reset', { email: person.email })
    const [invitation, reset] = [await arrived(invitee), await arrived(person.email)]
    expect([invitation.length, reset.length]).toEqual([1, 1])
    for (const mail of [...invitation, ...reset]) {
      expect(mail.subject).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2067]/u)
      expect(mail.from).toBe(env.MAIL_FROM)
      expect([invitee, person.email]).toContain(mail.to)
      expect(Object.keys(mail).toSorted()).toEqual(
        ['createdAt', 'from', 'html', 'id', 'subject', 'text', 'to'].toSorted(),
      )
      expect(linksOf(mail).map((link) => new URL(link).origin)).toEqual([origin, origin, origin])
      expect(mail.html).not.toMatch(/<script|onerror=|href="https:\/\/evil|\0/)
      for (const body of [mail.subject, mail.text, mail.html]) {
        expect(body).not.toMatch(/(https?:\/\/|www\.|@)evil\.test/)
        expect(body).not.toMatch(/^Bcc:/m)
      }
    }
  })
})
