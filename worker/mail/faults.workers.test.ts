import { env } from 'cloudflare:workers'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { configuration } from '../configuration.ts'
import type { InvitationView } from '../domain/views.ts'
import { apiOf } from '../testing/api.ts'
import { interceptTrips } from '../testing/faulty/trips.ts'
import {
  arrived,
  emptyOutbox,
  failedSendsTo,
  failSendsTo,
  mailRow,
  mendSendsTo,
  owedMail,
  uniqueAddress,
  type FaultyAnswer,
} from '../testing/mail.ts'
import { asMember, newOrganization } from '../testing/organization.ts'
import { deliverDueMails } from './deliver.ts'
import { drain, newRun } from './drain.ts'
import { resendMailer } from './resend/mailer.ts'

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const noon = Date.UTC(2026, 10, 23, 12)

// As fast as the tests can: the pace has tests of its own.
const fast = { ...env, MAILS_PER_SECOND: '1000' }
const run = ({ limit = 100, DB = env.DB } = {}) => deliverDueMails({ ...fast, DB }, { limit })

const passes = (ms: number) => vi.setSystemTime(Date.now() + ms)

let logged: Record<string, unknown>[]
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: noon })
  logged = []
  const keep = (line: string) => void logged.push(JSON.parse(line) as Record<string, unknown>)
  vi.spyOn(console, 'warn').mockImplementation(keep)
  vi.spyOn(console, 'error').mockImplementation(keep)
  await emptyOutbox()
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

/** Mails that came one after the other. */
async function owedMails(count: number): Promise<Owed[]> {
  const mails = []
  for (let n = 0; n < count; n += 1) {
    mails.push(await owedMail({ expiresAt: noon + 80 * hour }))
    passes(1)
  }
  return mails
}

async function invited() {
  const organization = await newOrganization()
  const email = uniqueAddress()
  const answer = await organization.owner.send('invitation.create', { ...asMember, email })
  if (!answer.ok) throw new Error(answer.refusal.reason)
  const { call } = await apiOf(organization.owner)
  const row = async () => {
    const { data } = await call('invitation.list', { organizationId: organization.id })
    const [item] = (data as { items: InvitationView[] }).items
    return { status: item?.status, delivery: item?.delivery, abilities: item?.abilities }
  }
  return { organization, email, id: answer.value.id, row }
}

const tooFast = (seconds?: number): FaultyAnswer => ({
  status: 429,
  name: 'rate_limit_exceeded',
  headers: seconds === undefined ? {} : { 'retry-after': String(seconds) },
})

describe('429 (F12)', () => {
  test('with Retry-After holds every mail that long, in runs and for mails to come (F12)', async () => {
    const [first, other] = await owedMails(2)
    await failSendsTo(first!.recipient, tooFast(90))
    expect(await run()).toMatchObject({ sent: 0, retried: 1, kept: 1 })
    const asked = Date.now()
    const later = await owedMail()
    await mendSendsTo(first!.recipient)
    for (const at of [0, minute, 90 * second - 1]) {
      vi.setSystemTime(asked + at)
      expect(await run()).toMatchObject({ sent: 0, kept: 0 })
    }
    expect(await arrived(other!.recipient)).toEqual([])
    vi.setSystemTime(asked + 90 * second)
    expect(await run()).toMatchObject({ sent: 3 })
    expect(await arrived(later.recipient)).toHaveLength(1)
  })

  test('holds a run that is under way from its next portion on (F12)', async () => {
    const mails = await owedMails(22)
    await failSendsTo(mails[0]!.recipient, tooFast(90))
    // The second run gets the next ten, and is at the first of them while the other run is told to wait.
    await failSendsTo(mails[10]!.recipient, 'usual', { delayMs: 800 })
    const reports = await Promise.all([run(), run()])
    expect(reports.map(({ sent, kept }) => [sent, kept])).toEqual([
      [0, 9],
      [10, 0],
    ])
    for (const mail of mails.slice(20)) expect(await mailRow(mail)).toMatchObject({ attempts: 0 })
  })

  test('with a shorter wait after a longer one keeps to the longer (F12)', async () => {
    const [first, other] = await owedMails(2)
    await failSendsTo(first!.recipient, tooFast(600))
    const soon = { status: 503, headers: { 'retry-after': '1' } }
    await failSendsTo(other!.recipient, soon, { delayMs: 300 })
    await Promise.all([run({ limit: 1 }), run({ limit: 1 })])
    passes(599 * second)
    expect(await run()).toMatchObject({ sent: 0, retried: 0, kept: 0 })
  })

  test('without it ends the run; each mail waits 1, 5, 15 and 60 minutes (F12)', async () => {
    const [first, other] = await owedMails(2)
    await failSendsTo(first!.recipient, tooFast())
    for (const minutes of [1, 5, 15, 60]) {
      const tries = await failedSendsTo(first!.recipient)
      expect(await run()).toMatchObject({ retried: 1 })
      expect((await mailRow(first!)).nextAttemptAt).toBe(Date.now() + minutes * minute)
      if (minutes === 1) expect(await arrived(other!.recipient)).toEqual([])
      passes(minutes * minute - 1)
      await run()
      expect(await failedSendsTo(first!.recipient)).toBe(tries + 1)
      passes(1)
    }
    expect(await arrived(other!.recipient)).toHaveLength(1)
  })

  test('for days is no failure: a mail that was never taken waits, and is sent once (F12)', async () => {
    const { recipient } = (await owedMails(1))[0]!
    await failSendsTo(recipient, tooFast(7 * 60 * 60))
    for (let at = 0; at < 5; at += 1, passes(7 * hour)) {
      expect(await run()).toMatchObject({ retried: 1, failed: 0 })
    }
    await mendSendsTo(recipient)
    expect(await run()).toMatchObject({ sent: 1 })
    expect(await arrived(recipient)).toHaveLength(1)
  })
})

describe('a mail that was taken, though nobody heard of it (F13)', () => {
  test.each<FaultyAnswer>([{ status: 500 }, 'reset'])(
    'because of %j is tried again with the same key and bytes, and is one mail in the sink (F13)',
    async (answer) => {
      const [{ recipient, id }, other] = (await owedMails(2)) as [Owed, Owed]
      await failSendsTo(recipient, answer, { takes: true })
      expect(await run()).toMatchObject({ retried: 1, sent: 1 })
      expect(await arrived(recipient)).toHaveLength(1)
      await mendSendsTo(recipient)
      passes(minute)
      // Another body would be refused: "sent" says that it was the same.
      expect(await run()).toMatchObject({ sent: 1, failed: 0 })
      expect(await arrived(recipient)).toHaveLength(1)
      expect(await arrived(other.recipient)).toHaveLength(1)
      expect(await mailRow({ id })).toMatchObject({ status: 'sent', attempts: 2 })
    },
  )

  test('because the answer never came is the same (F13)', async () => {
    const { recipient } = (await owedMails(1))[0]!
    await failSendsTo(recipient, 'hang')
    const configured = configuration(fast)
    const hurried = { ...configured.mail, timeoutMs: 500 }
    const report = await drain({
      d1: env.DB,
      mailer: resendMailer(hurried),
      configuration: configured,
      sealingSecret: env.BETTER_AUTH_SECRET,
      now: Date.now,
      run: newRun(1),
      onSettled: () => {},
    })
    expect(report).toMatchObject({ retried: 1 })
    expect(logged).toContainEqual(expect.objectContaining({ cause: 'timeout' }))
    await mendSendsTo(recipient)
    passes(minute)
    expect(await run()).toMatchObject({ sent: 1 })
    expect(await arrived(recipient)).toHaveLength(1)
  })
})

describe('409 (F14)', () => {
  test('for a request that is under way is tried again (F14)', async () => {
    const { recipient } = (await owedMails(1))[0]!
    await failSendsTo(recipient, { status: 409, name: 'concurrent_idempotent_requests' })
    expect(await run()).toMatchObject({ retried: 1, failed: 0 })
    await mendSendsTo(recipient)
    passes(minute)
    expect(await run()).toMatchObject({ sent: 1 })
    expect(await arrived(recipient)).toHaveLength(1)
  })

  test('for another body is final, and an alarm (F14)', async () => {
    const { recipient, id } = (await owedMails(1))[0]!
    await failSendsTo(recipient, 'reset')
    await run()
    await mendSendsTo(recipient)
    await env.DB.prepare(
      "UPDATE outbox_mail SET payload = json_set(payload, '$.name', 'M') WHERE id = ?",
    )
      .bind(id)
      .run()
    passes(minute)
    expect(await run()).toMatchObject({ failed: 1, sent: 0 })
    expect(logged).toContainEqual({
      event: 'mail_key_conflict',
      alarm: true,
      mail: id,
      failure: '409 invalid_idempotent_request',
    })
    expect((await mailRow({ id })).delivery).toMatchObject({
      state: 'not_delivered',
      reason: 'message_refused',
    })
    passes(hour)
    expect(await run()).toMatchObject({ failed: 0, sent: 0 })
    expect(await arrived(recipient)).toHaveLength(1)
  })
})

describe('when the provider refuses us (F15)', () => {
  test.each([
    [401, 'missing_api_key', ''],
    [403, 'invalid_api_key', ''],
    [403, 'validation_error', 'The usher.test domain is not verified.'],
    [400, 'validation_error', 'API key is invalid'],
    [429, 'daily_quota_exceeded', ''],
    [429, 'monthly_quota_exceeded', ''],
  ])(
    'by %i %s, the queue stops with an alarm, no mail fails (F15)',
    async (status, name, message) => {
      const [first, other] = await owedMails(2)
      await failSendsTo(first!.recipient, { status, name, message })
      expect(await run()).toMatchObject({ kept: 2, failed: 0, sent: 0 })
      expect(await run()).toMatchObject({ kept: 0, sent: 0 })
      expect(await failedSendsTo(first!.recipient)).toBe(1)
      expect(logged).toContainEqual({
        event: 'mail_queue_stopped',
        alarm: true,
        mail: first!.id,
        failure: `${status} ${name}`,
      })
      expect(await mailRow(first!)).toMatchObject({ status: 'queued', attempts: 0 })
      expect(await mailRow(other!)).toMatchObject({ status: 'queued', attempts: 0 })
    },
  )

  test('for two days, an invitation stays "on its way", and goes out by itself (F15)', async () => {
    const { email, row } = await invited()
    await failSendsTo(email, { status: 401, name: 'restricted_api_key' })
    for (let at = 0; at < 48; at += 6, passes(6 * hour)) await run()
    expect(await failedSendsTo(email)).toBe(8)
    expect(await row()).toMatchObject({ status: 'pending', delivery: { state: 'queued' } })
    await mendSendsTo(email)
    expect(await run()).toMatchObject({ sent: 1 })
    expect(await row()).toMatchObject({ delivery: { state: 'sent' } })
    expect(await arrived(email)).toHaveLength(1)
  })
})

test('422 for an address is final, stands on the row, and stops no other mail (F16)', async () => {
  const { email, row } = await invited()
  const other = await owedMail()
  const message = 'Invalid `to` field. It needs to follow the `email@example.com` format.'
  await failSendsTo(email, { status: 422, name: 'validation_error', message })
  expect(await run()).toMatchObject({ failed: 1, sent: 1 })
  expect(await arrived(other.recipient)).toHaveLength(1)
  const refused = { state: 'not_delivered', reason: 'address_refused' }
  expect(await row()).toMatchObject({ status: 'pending', delivery: refused })
  for (let at = 0; at < 3; at += 1, passes(hour)) await run()
  expect(await failedSendsTo(email)).toBe(1)
  expect(JSON.stringify(logged)).not.toContain(email)
})

describe('when the mail API is away for 25 hours (F17)', () => {
  const gaveUp = { state: 'not_delivered', reason: 'gave_up' }

  test('a mail is given up before its key is forgotten; Resend sends a new one (F17)', async () => {
    const { organization, email, id, row } = await invited()
    const began = Date.now()
    await failSendsTo(email, { status: 503 })
    let [tries, lastTry] = [0, began]
    for (; Date.now() < began + 25 * hour; passes(30 * minute)) {
      await run()
      const made = await failedSendsTo(email)
      if (made > tries) [tries, lastTry] = [made, Date.now()]
    }
    expect(lastTry - began).toBeGreaterThan(22 * hour)
    expect(lastTry - began).toBeLessThan(24 * hour)
    expect(await row()).toMatchObject({
      status: 'pending',
      delivery: gaveUp,
      abilities: { resend: { allowed: true } },
    })
    await mendSendsTo(email)
    expect(await run()).toMatchObject({ sent: 0 })
    const resent = { invitationId: id, locale: 'en' as const }
    expect(await organization.owner.send('invitation.resend', resent)).toMatchObject({ ok: true })
    expect(await run()).toMatchObject({ sent: 1 })
    expect(await row()).toMatchObject({ delivery: { state: 'sent' } })
    expect(await arrived(email)).toHaveLength(1)
  })

  test('one that it had taken is not tried when everything is back again (F17)', async () => {
    const { email, row } = await invited()
    await failSendsTo(email, 'reset')
    await run()
    await mendSendsTo(email)
    await failSendsTo(email, 'usual')
    passes(25 * hour)
    expect(await run()).toMatchObject({ sent: 0, failed: 1 })
    expect(await failedSendsTo(email)).toBe(0)
    expect(await row()).toMatchObject({ delivery: gaveUp })
  })
})

describe('a run that dies or wakes late (F11, F18)', () => {
  test('after a mail was taken: another sends it when the lease ends, as one mail (F18)', async () => {
    const { id, recipient } = (await owedMails(1))[0]!
    await expect(run({ DB: dyingAfter(1) })).rejects.toThrow('died')
    expect(await arrived(recipient)).toHaveLength(1)
    expect(await mailRow({ id })).toMatchObject({ status: 'queued' })
    expect(await run()).toMatchObject({ sent: 0 })
    passes(2 * minute)
    expect(await run()).toMatchObject({ sent: 1 })
    expect(await arrived(recipient)).toHaveLength(1)
  })

  test('before it settles its portion: every mail arrives once (F11)', async () => {
    const mails = await owedMails(12)
    await expect(run({ DB: dyingAfter(1) })).rejects.toThrow('died')
    expect(await run()).toMatchObject({ sent: 2 })
    passes(2 * minute)
    expect(await run()).toMatchObject({ sent: 10 })
    for (const { recipient } of mails) expect(await arrived(recipient)).toHaveLength(1)
  })

  test('with another answer than the run that took over: it changes nothing (F18)', async () => {
    const { id, recipient } = (await owedMails(1))[0]!
    await failSendsTo(recipient, { status: 422, name: 'validation_error' }, { delayMs: 1500 })
    const late = run()
    await vi.waitFor(async () => expect(await failedSendsTo(recipient)).toBe(1), 5_000)
    passes(2 * minute)
    expect(await run()).toMatchObject({ retried: 1 })
    expect(await late).toMatchObject({ lost: 1, failed: 0 })
    expect(await mailRow({ id })).toMatchObject({ status: 'queued', failure: null })
    await mendSendsTo(recipient)
    passes(5 * minute)
    expect(await run()).toMatchObject({ sent: 1 })
    expect(await arrived(recipient)).toHaveLength(1)
  })
})

type Owed = { id: string; recipient: string }

/** The database of a run that dies after so many trips. */
function dyingAfter(trips: number): D1Database {
  let left = trips
  return interceptTrips(env.DB, async ({ go }) => {
    left -= 1
    if (left < 0) throw new Error('died')
    return go()
  })
}
