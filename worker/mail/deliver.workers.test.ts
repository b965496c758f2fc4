import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, test } from 'vitest'
import { configuration } from '../configuration.ts'
import { readToken } from '../links/token.ts'
import { asMember, newOrganization } from '../testing/organization.ts'
import { deliverDueMails } from './deliver.ts'
import { arrived, emptyOutbox, mailRow, owedMail, uniqueAddress } from '../testing/mail.ts'

// As fast as the tests can: the pace has tests of its own.
const fast = { ...env, MAILS_PER_SECOND: '1000' }
const run = (limit = 100) => deliverDueMails(fast, { limit })

beforeEach(emptyOutbox)

async function invited(more: Partial<typeof asMember> = {}) {
  const organization = await newOrganization('Acme')
  const email = uniqueAddress()
  const answer = await organization.owner.send('invitation.create', { ...asMember, ...more, email })
  if (!answer.ok) throw new Error(answer.refusal.reason)
  return { organization, email, invitation: answer.value }
}

describe('an invitation that was recorded', () => {
  test('is mailed, with a link of the configured origin that opens this sending (R8, R40)', async () => {
    const { email, invitation, organization } = await invited()
    expect(await run()).toMatchObject({ sent: 1, paused: null })
    const [mail] = await arrived(email)
    expect(mail?.from).toBe(env.MAIL_FROM)
    expect(mail?.subject).toMatch(/ invited you to join Acme$/)
    const token = /^https:\/\/usher\.test\/invite#(\S+)$/m.exec(mail?.text ?? '')?.[1] ?? ''
    expect(mail?.html).toContain(`href="https://usher.test/invite#${token}"`)
    const link = await readToken(configuration(env).invitationSecrets, token)
    expect(link).toEqual({
      invitationId: invitation.id,
      generation: 1,
      organizationId: organization.id,
    })
  })

  test('is called sent once the provider has taken its mail, and not before (R8)', async () => {
    const { email } = await invited()
    expect((await mailRow({ recipient: email })).delivery.state).toBe('queued')
    await run()
    expect(await mailRow({ recipient: email })).toMatchObject({
      status: 'sent',
      failure: null,
      leaseId: null,
      delivery: { state: 'sent' },
    })
  })

  test('is mailed once, however many runs there are at once (R8, F11)', async () => {
    const mails = await Promise.all(Array.from({ length: 12 }, () => owedMail()))
    const reports = await Promise.all([run(), run(), run(), run()])
    expect(reports.reduce((sum, { sent }) => sum + sent, 0)).toBe(12)
    await run()
    for (const { recipient } of mails) expect(await arrived(recipient)).toHaveLength(1)
  })

  test('lets a new password go first, whoever waited longer', async () => {
    const { email } = await invited()
    const { recipient } = await owedMail()
    expect(await run(1)).toMatchObject({ sent: 1 })
    expect(await mailRow({ recipient })).toMatchObject({ status: 'sent' })
    expect(await mailRow({ recipient: email })).toMatchObject({ status: 'queued', attempts: 0 })
    expect(await run()).toMatchObject({ sent: 1 })
  })

  test('is mailed anew with another link when it is resent (R14)', async () => {
    const { organization, email, invitation } = await invited()
    await run()
    await env.DB.prepare('UPDATE invitation SET sent_at = sent_at - 61000').run()
    const input = { invitationId: invitation.id, locale: 'en' as const }
    expect(await organization.owner.send('invitation.resend', input)).toMatchObject({ ok: true })
    expect(await run()).toMatchObject({ sent: 1 })
    const links = (await arrived(email)).map(({ text }) => /#(\S+)/.exec(text)?.[1])
    expect(links).toHaveLength(2)
    expect(links[0]).not.toBe(links[1])
  })
})

describe('a mail that was overtaken before it went out is not sent', () => {
  const overtaken = async (email: string) => {
    expect(await run()).toMatchObject({ sent: 0, obsolete: 1 })
    expect(await arrived(email)).toEqual([])
    expect(await mailRow({ recipient: email })).toMatchObject({
      status: 'obsolete',
      delivery: { state: 'not_delivered', reason: null },
    })
    expect(await run()).toMatchObject({ sent: 0, obsolete: 0 })
  }

  test('because the invitation was canceled (R15)', async () => {
    const { organization, email, invitation } = await invited()
    await organization.owner.send('invitation.cancel', { invitationId: invitation.id })
    await overtaken(email)
  })

  test('because it has expired, whether or not that was recorded (R10)', async () => {
    const { email, invitation } = await invited()
    await env.DB.prepare('UPDATE invitation SET expires_at = ? WHERE id = ?')
      .bind(Date.now(), invitation.id)
      .run()
    await overtaken(email)
  })

  test('because it was sent anew in the meantime (R14)', async () => {
    const { email, invitation } = await invited()
    await env.DB.prepare('UPDATE invitation SET generation = 2 WHERE id = ?')
      .bind(invitation.id)
      .run()
    await overtaken(email)
  })

  test('because a link for a new password would have ended (R41)', async () => {
    const { recipient } = await owedMail({ expiresAt: Date.now() })
    await overtaken(recipient)
  })
})

describe('a mail for a new password', () => {
  test('has the token that was sealed, behind the configured origin (R40, R41)', async () => {
    const { id, recipient } = await owedMail()
    await run()
    const [mail] = await arrived(recipient)
    expect(mail?.text.split('\n')).toContain(`https://usher.test/reset-password#token-of-${id}`)
  })

  test('whose secret is gone is not tried for ever', async () => {
    const { id } = await owedMail({ secret: 'a secret that was in use before this one' })
    expect(await run()).toMatchObject({ sent: 0, failed: 1 })
    expect(await mailRow({ id })).toMatchObject({ status: 'failed', failure: 'message_refused' })
  })
})

test('a run takes no more mails than it may', async () => {
  await Promise.all(Array.from({ length: 8 }, () => owedMail()))
  expect(await run(7)).toMatchObject({ sent: 7 })
  expect(await run(7)).toMatchObject({ sent: 1 })
})

test('what is not due yet waits', async () => {
  await owedMail({ now: Date.now() + 60_000 })
  expect(await run()).toMatchObject({ sent: 0 })
})
