import { env } from 'cloudflare:workers'
import { beforeEach, expect, test, vi } from 'vitest'
import type { Env } from './env.ts'
import { readSession } from './auth/session.ts'
import { deliverDueMails } from './mail/deliver.ts'
import { newAccount, newBrowser } from './testing/browser.ts'
import { arrived, emptyOutbox, owedMail, uniqueAddress } from './testing/mail.ts'
import { asMember, newOrganization } from './testing/organization.ts'

beforeEach(async () => {
  for (const level of ['log', 'warn', 'error'] as const) {
    vi.spyOn(console, level).mockImplementation(() => {})
  }
  await emptyOutbox()
})

const another = 'One more secret that only these tests know, 123456'

/** Invites somebody new and has the mail sent by a worker with these settings; answers the token of its link. */
async function invited(settings: Partial<Env>): Promise<string> {
  const { owner } = await newOrganization()
  const email = uniqueAddress()
  await owner.send('invitation.create', { ...asMember, email })
  await deliverDueMails({ ...env, ...settings }, { limit: 10 })
  const [mail] = await arrived(email)
  return /invite#(\S+)/.exec(mail?.text ?? '')?.[1] ?? ''
}

async function stateOf(token: string, settings: Partial<Env>): Promise<unknown> {
  const answer = await newBrowser(settings).post('/api/trpc/invitation.open', { token })
  const body: { result: { data: { state: string } } } = await answer.json()
  return body.result.data.state
}

test('a new INVITATION_SECRET makes the new links, and opens the old ones while it knows the previous (R29)', async () => {
  const before = {}
  const during = {
    INVITATION_SECRET: another,
    INVITATION_SECRET_PREVIOUS: env.INVITATION_SECRET,
  }
  const after = { INVITATION_SECRET: another }
  const old = await invited(before)
  const fresh = await invited(during)

  expect(await stateOf(old, before)).toBe('pending')
  expect(await stateOf(fresh, before)).toBe('unknown')
  expect([await stateOf(old, during), await stateOf(fresh, during)]).toEqual(['pending', 'pending'])
  expect([await stateOf(old, after), await stateOf(fresh, after)]).toEqual(['unknown', 'pending'])
})

test('a new BETTER_AUTH_SECRET signs everybody out, who then sign in with the same password', async () => {
  const person = await newAccount()
  const browser = newBrowser()
  await browser.signIn(person.email)
  const cookies = new Headers({ cookie: browser.cookieHeader() })
  expect((await readSession(env, cookies))?.user.id).toBe(person.id)

  const rotated = { BETTER_AUTH_SECRET: another }
  expect(await readSession({ ...env, ...rotated }, cookies)).toBeNull()
  const again = newBrowser(rotated)
  expect((await again.signIn(person.email)).status).toBe(200)
  expect(await again.whoAmI()).toBe(person.email)
})

test('a reset mail that was sealed with another BETTER_AUTH_SECRET is given up, and the rest go out', async () => {
  const sealed = await owedMail()
  const { recipient } = await owedMail({ secret: another })
  const report = await deliverDueMails({ ...env, BETTER_AUTH_SECRET: another }, { limit: 10 })
  expect(report).toMatchObject({ sent: 1, failed: 1 })
  expect(await arrived(recipient)).toHaveLength(1)
  expect(await arrived(sealed.recipient)).toEqual([])
})
