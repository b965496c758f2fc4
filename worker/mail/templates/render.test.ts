import { describe, expect, test } from 'vitest'
import type { InvitationMail, ResetPasswordMail } from '../../domain/mail.ts'
import { renderMail } from './render.ts'

const link = 'https://usher.test/invite#0b0e3a1c.1.secret'
const resetLink = 'https://usher.test/reset-password#secret'
const expiresAt = Date.UTC(2026, 10, 26, 14, 0, 37)

const invitation = (more: Partial<InvitationMail> = {}): InvitationMail => ({
  kind: 'invitation',
  locale: 'en',
  organizationName: 'Acme',
  sponsor: { name: 'Olivia Owner', email: 'olivia@acme.test' },
  email: 'nadia@northwind.test',
  role: 'member',
  workspaces: [
    { name: 'Web', role: 'manager' },
    { name: 'API', role: 'member' },
  ],
  expiresAt,
  ...more,
})

const reset: ResetPasswordMail = {
  kind: 'reset_password',
  locale: 'en',
  name: 'Mika Mori',
  sealedToken: 'sealed',
  expiresAt,
}

/** Everything that a reader or their mail client is given, but for the one link. */
const all = ({ subject, html, text }: ReturnType<typeof renderMail>) =>
  [subject, html, text].map((part) => part.replaceAll(link, 'the link'))
const named = (name: string) =>
  renderMail(
    invitation({
      organizationName: name,
      sponsor: { name, email: 'olivia@acme.test' },
      workspaces: [{ name, role: 'manager' }],
    }),
    link,
  )

describe('the mail of an invitation (R39)', () => {
  const { subject, html, text } = renderMail(invitation(), link)

  test('has the sponsor and the organization in its subject', () => {
    expect(subject).toBe('Olivia Owner invited you to join Acme')
  })

  test.each([
    [
      'who invites, by name and address',
      'Olivia Owner (olivia@acme.test) invited you to join Acme.',
    ],
    ['for whom it is', 'nadia@northwind.test'],
    ['as what', 'Assigned per workspace'],
    ['into which workspaces', 'Web (Workspace manager), API'],
    ['until when, date and UTC', 'Thursday 26 November 2026, 14:00 UTC'],
    ['that it can be ignored', 'You did not expect this? Ignore it'],
  ])('says %s, in HTML and in plain text', (_, words) => {
    expect(html).toContain(words)
    expect(text).toContain(words)
  })

  test('shows its link in plain sight: behind the button, in full, and on a line of its own', () => {
    expect(html.split(`href="${link}"`)).toHaveLength(3)
    expect(html).toContain(`>${link}</a>`)
    expect(text.split('\n')).toContain(link)
  })

  test('links to nothing but that link, and loads nothing', () => {
    const addresses = html.match(/(?:(?:href|src|action)\s*=|url\()\s*["']?[^"')\s>]+/g)
    expect(addresses).toEqual([`href="${link}`, `href="${link}`])
  })

  test('says of an Owner or Admin that they reach every workspace', () => {
    expect(renderMail(invitation({ role: 'admin', workspaces: [] }), link).text).toContain(
      'Role: Admin\nWorkspaces: Every workspace',
    )
    expect(renderMail(invitation({ role: 'owner', workspaces: [] }), link).text).toContain(
      'Role: Owner',
    )
  })

  test('says it when there is no workspace yet (R7)', () => {
    expect(renderMail(invitation({ workspaces: [] }), link).text).toContain('Workspaces: None yet')
  })

  test('names the first twenty workspaces of many', () => {
    const workspaces = Array.from(
      { length: 23 },
      (_, n) => ({ name: `W${n}`, role: 'member' }) as const,
    )
    const rendered = renderMail(invitation({ workspaces }), link)
    expect(rendered.text).toContain('W18, W19, and 3 more')
    expect(rendered.text).not.toContain('W20')
  })

  test('names nobody when the system invites (R30)', () => {
    const system = renderMail(invitation({ sponsor: null, role: 'owner' }), link)
    expect(system.subject).toBe('You are invited to join Acme')
    expect(system.text).toContain('You are invited to join Acme.')
  })
})

describe('in Japanese', () => {
  const { subject, html, text } = renderMail(invitation({ locale: 'ja' }), link)

  test('it says the same (R39)', () => {
    expect(subject).toBe('Olivia OwnerさんがあなたをAcmeに招待しました')
    expect(html).toContain('<html lang="ja">')
    for (const words of [
      'Olivia Ownerさん（olivia@acme.test）',
      'ロール',
      'ワークスペースごとに割り当て',
      'Web（ワークスペース管理者）、API',
      'nadia@northwind.test',
      '2026年11月26日（木）14:00 UTC',
      '無視してください',
    ]) {
      expect(html).toContain(words)
      expect(text).toContain(words)
    }
  })

  test('it names nobody when the system invites (R30)', () => {
    const system = renderMail(invitation({ locale: 'ja', sponsor: null }), link)
    expect(system.subject).toBe('Acmeへの招待が届いています')
  })

  test('so does the mail for a new password', () => {
    const rendered = renderMail({ ...reset, locale: 'ja' }, resetLink)
    expect(rendered.subject).toBe('Usherのパスワードの再設定')
    expect(rendered.text).toContain('Mika Moriさん')
    expect(rendered.text).toContain('1時間以内に1回だけ')
  })
})

describe('the mail for a new password (R41)', () => {
  const { subject, html, text } = renderMail(reset, resetLink)

  test('says for whom, that the link works once within the hour, and that it can be ignored', () => {
    expect(subject).toBe('Set a new password for Usher')
    for (const body of [html, text]) {
      expect(body).toContain('Mika Mori')
      expect(body).toContain(
        'works once, within the hour: until Thursday 26 November 2026, 14:00 UTC',
      )
      expect(body).toContain('Ignore it: your password stays as it is.')
      expect(body).toContain(resetLink)
    }
  })

  test('does not hold what is sealed', () => {
    expect(html).not.toContain('sealed')
  })
})

describe('names are data (R39)', () => {
  test('markup in them is shown, not obeyed', () => {
    const { html, text } = named('<script>alert("x")</script><img src=x onerror=\'y\'>&amp;')
    expect(html).not.toMatch(/<script|<img/)
    expect(html).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;')
    expect(html).toContain('onerror=&#39;y&#39;&gt;&amp;amp;')
    expect(text).toContain('<script>alert("x")</script>')
  })

  test('line breaks and control characters in them become a space', () => {
    const forged = 'Acme\r\nBcc: all@acme.test\u2028x\u0000y\u0085z'
    const { subject, text } = named(forged)
    // oxlint-disable-next-line no-control-regex
    expect(subject).not.toMatch(/[\u0000-\u001F\u007F-\u009F\u2028\u2029]/)
    expect(text.split('\n').some((line) => line.startsWith('Bcc'))).toBe(false)
  })

  test.each([
    ['a host', 'evil.test', /evil\.test/],
    ['a host in capitals', 'EVIL.TEST', /evil\.test/i],
    ['a host of its own script', '例え.テスト', /例え\.テスト/],
    ['a host with a fullwidth stop', 'evil．test', /evil．test/],
    ['a host with an ideographic stop', 'evil。test', /evil。test/],
    ['an address of the web', 'https://evil.test/login?a=b', /https:\/\/|\/\/evil|evil\.test/],
    ['www', 'www.evil.test', /www\.|evil\.test/],
    ['another scheme', 'mailto:all@evil.test', /mailto:all|@evil/],
    ['a scheme without slashes', 'javascript:alert', /javascript:alert/],
    ['an address of mail', 'support@evil.test', /support@evil/],
    ['a network share', '\\\\evil.test\\share', /\\\\evil/],
    ['a link in Markdown', '[Acme](http://evil.test)', /http:\/\//],
  ])('%s in them is no link to any mail client', (_, name, live) => {
    for (const part of all(named(name))) expect(part).not.toMatch(live)
  })

  test('what breaks such a link makes its host one that no browser opens', () => {
    const shown = named('evil.test').subject.split(' ')[0] ?? ''
    expect(shown).not.toBe('evil.test')
    expect(URL.canParse(`https://${shown}/`)).toBe(false)
  })

  test.each([
    'Dr. No & Sons, Inc.',
    'R/D',
    'Team: Sales',
    '@olivia',
    'v1.2',
    'モーニング娘。',
    '山田 太郎',
    "O'Neill",
  ])('%s is left as it is', (name) => {
    expect(named(name).subject).toBe(`${name} invited you to join ${name}`)
  })

  test('overrides of the writing direction are taken out', () => {
    for (const part of all(named('Acme \u202Etset.live\u202C \u2066x\u2069'))) {
      expect(part).not.toMatch(/[\u202A-\u202E\u2066\u2067]/)
    }
  })

  test('one that is written from right to left keeps its direction to itself', () => {
    for (const part of all(named('שלום'))) expect(part).toContain('\u2068שלום\u2069')
    expect(named('Acme\u200F').text).toContain('\u2068Acme\u200F\u2069')
  })

  test('one without a letter still has a mark', () => {
    expect(named('!!!').html).toContain('>•</div>')
    expect(named('<b>').html).toContain('>B</div>')
  })
})

test('the same payload and link give the same bytes, so that a retry is the same mail (R8)', () => {
  expect(renderMail(invitation(), link)).toEqual(renderMail(structuredClone(invitation()), link))
  expect(renderMail(reset, resetLink)).toEqual(renderMail(structuredClone(reset), resetLink))
})
