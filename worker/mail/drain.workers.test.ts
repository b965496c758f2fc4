import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { configuration } from '../configuration.ts'
import { drain, newRun } from './drain.ts'
import type { Mailer, MailOutcome, OutgoingMail } from './mailer.ts'
import { resendMailer } from './resend/mailer.ts'
import { interceptTrips } from '../testing/faulty/trips.ts'
import { arrived, emptyOutbox, mailRow, owedMail } from '../testing/mail.ts'

const minute = 60_000
const hour = 60 * minute
const noon = Date.UTC(2026, 10, 23, 12)

let now: number
let logged: string[]
beforeEach(async () => {
  now = noon
  logged = []
  const keep = (line: string) => void logged.push(line)
  vi.spyOn(console, 'warn').mockImplementation(keep)
  vi.spyOn(console, 'error').mockImplementation(keep)
  await emptyOutbox()
})

const retry = { kind: 'retry', cause: '503', retryAfter: null } as const

/** A provider that answers as it is told, the last answer again and again. */
function answering(...outcomes: MailOutcome[]) {
  const asked: OutgoingMail[] = []
  const send: Mailer['send'] = async (mail) => {
    asked.push(mail)
    return outcomes[Math.min(asked.length, outcomes.length) - 1] ?? { kind: 'sent' }
  }
  return { send, asked }
}

const run = (mailer: Mailer, { limit = 100, d1 = env.DB } = {}) => {
  const configured = configuration(env)
  return drain({
    d1,
    mailer,
    configuration: { ...configured, mail: { ...configured.mail, perSecond: 1000 } },
    sealingSecret: env.BETTER_AUTH_SECRET,
    now: () => now,
    run: newRun(limit),
    onSettled: () => {},
  })
}

describe('a mail that the provider could not take', () => {
  test('is tried again after 1, 5, 15 and 60 minutes, the same to the byte (R8)', async () => {
    const { id } = await owedMail({ now })
    const provider = answering(retry, retry, retry, retry, { kind: 'sent' })
    const waits: number[] = []
    for (let tries = 0; tries < 4; tries += 1) {
      expect(await run(provider)).toMatchObject({ retried: 1 })
      const { nextAttemptAt } = await mailRow({ id })
      waits.push((nextAttemptAt - now) / minute)
      now = nextAttemptAt - 1
      expect(await run(provider)).toMatchObject({ retried: 0, sent: 0 })
      now = nextAttemptAt
    }
    expect(waits).toEqual([1, 5, 15, 60])
    expect(await run(provider)).toMatchObject({ sent: 1 })
    expect(new Set(provider.asked.map((mail) => JSON.stringify(mail))).size).toBe(1)
    expect(await mailRow({ id })).toMatchObject({ status: 'sent', attempts: 5, sentAt: now })
  })

  test('is given up 24 hours after the first try, while its key still holds', async () => {
    const { id } = await owedMail({ now, expiresAt: noon + 80 * hour })
    const provider = answering(retry)
    let lastTry = noon
    for (;;) {
      const { status, nextAttemptAt } = await mailRow({ id })
      if (status !== 'queued') break
      now = nextAttemptAt
      lastTry = now
      await run(provider)
    }
    expect(lastTry - noon).toBeGreaterThan(22 * hour)
    expect(lastTry - noon).toBeLessThan(24 * hour)
    expect(await mailRow({ id })).toMatchObject({
      status: 'failed',
      failure: 'gave_up',
      delivery: { state: 'not_delivered', reason: 'gave_up' },
    })
  })

  test('is not tried once its key may be forgotten, when no job ran meanwhile', async () => {
    const { id } = await owedMail({ now, expiresAt: noon + 80 * hour })
    await run(answering(retry))
    now = noon + 24 * hour
    const provider = answering({ kind: 'sent' })
    expect(await run(provider)).toMatchObject({ failed: 1, sent: 0 })
    expect(provider.asked).toEqual([])
    expect(await mailRow({ id })).toMatchObject({ status: 'failed', failure: 'gave_up' })
  })

  test('waits as long as the provider says, and the run ends there', async () => {
    const { id } = await owedMail({ now: now - 1 })
    const other = await owedMail({ now })
    const provider = answering({ kind: 'retry', cause: '429', retryAfter: 600 })
    expect(await run(provider)).toMatchObject({ retried: 1, kept: 1, paused: '429' })
    expect((await mailRow({ id })).nextAttemptAt).toBe(now + 10 * minute)
    expect(await mailRow(other)).toMatchObject({ attempts: 0, firstAttemptAt: null, leaseId: null })
  })

  test('makes the run pause when three in a row fared so', async () => {
    await Promise.all(Array.from({ length: 7 }, () => owedMail({ now })))
    const provider = answering(retry)
    expect(await run(provider)).toMatchObject({ retried: 3, kept: 4, paused: '503' })
    expect(provider.asked).toHaveLength(3)
  })
})

describe('a mail that the provider refuses', () => {
  test.each(['address_refused', 'message_refused'] as const)(
    'is not tried again, and says why: %s',
    async (failure) => {
      const { id } = await owedMail({ now })
      const other = await owedMail({ now: now + 1 })
      now += 1
      const provider = answering({ kind: 'permanent', failure, cause: '422' }, { kind: 'sent' })
      expect(await run(provider)).toMatchObject({ failed: 1, sent: 1, paused: null })
      expect(await mailRow({ id })).toMatchObject({
        status: 'failed',
        delivery: { state: 'not_delivered', reason: failure },
      })
      expect(await mailRow(other)).toMatchObject({ status: 'sent' })
    },
  )
})

test('a mail of a kind that only a newer Worker knows waits for that one, and holds up no other (F30)', async () => {
  const newer = await Promise.all(Array.from({ length: 4 }, () => owedMail({ now: now - 1 })))
  const ids = JSON.stringify(newer.map(({ id }) => id))
  const setKind = (kind: string) =>
    env.DB.prepare(
      `UPDATE outbox_mail SET payload = json_set(payload, '$.kind', ?)
      WHERE id IN (SELECT value FROM json_each(?))`,
    )
      .bind(kind, ids)
      .run()
  await setKind('welcome')
  const known = await owedMail({ now })
  const provider = answering({ kind: 'sent' })
  expect(await run(provider)).toMatchObject({ retried: 4, failed: 0, sent: 1, paused: null })
  expect(provider.asked.map(({ to }) => to)).toEqual([known.recipient])
  expect(logged.map((line) => JSON.parse(line) as object)).toEqual(
    expect.arrayContaining(
      newer.map(({ id }) => ({ event: 'mail_not_composed', mail: id, failure: 'UnknownMail' })),
    ),
  )
  await setKind('reset_password')
  now += minute
  expect(await run(provider)).toMatchObject({ sent: 4 })
})

test('what is logged of a mail says neither to whom it goes nor what stands in it', async () => {
  const { id, recipient } = await owedMail({ now })
  await run(answering(retry))
  expect(logged.map((line) => JSON.parse(line) as object)).toEqual([
    { event: 'mail_not_sent', mail: id, ...retry },
  ])
  expect(logged.join()).not.toContain(recipient)
})

describe('when the provider refuses us', () => {
  const stop = { kind: 'stop', cause: '401 invalid_api_key', retryAfter: null } as const

  test('the run ends, and every mail stays queued as though it had not been tried (R8)', async () => {
    const mails = await Promise.all(Array.from({ length: 7 }, () => owedMail({ now })))
    const provider = answering(stop)
    expect(await run(provider)).toMatchObject({ sent: 0, failed: 0, kept: 7, paused: stop.cause })
    expect(provider.asked).toHaveLength(1)
    for (const mail of mails) {
      expect(await mailRow(mail)).toMatchObject({
        status: 'queued',
        attempts: 0,
        firstAttemptAt: null,
        leaseId: null,
        delivery: { state: 'queued' },
      })
    }
    now += 2 * minute
    expect(await run(answering({ kind: 'sent' }))).toMatchObject({ sent: 7 })
  })

  test('in the middle of a portion, those before are settled and those behind given back, in one trip (R8, F15)', async () => {
    const mails = []
    for (let at = -4; at <= 0; at += 1) mails.push(await owedMail({ now: now + at }))
    const provider = answering({ kind: 'sent' }, { kind: 'sent' }, stop)
    let trips = 0
    const d1 = interceptTrips(env.DB, ({ go }) => {
      trips += 1
      return go()
    })
    expect(await run(provider, { d1 })).toMatchObject({ sent: 2, kept: 3, paused: stop.cause })
    expect(trips).toBe(2)
    const rows = await Promise.all(mails.map(mailRow))
    expect(rows.map(({ status, attempts }) => [status, attempts])).toEqual([
      ['sent', 1],
      ['sent', 1],
      ['queued', 0],
      ['queued', 0],
      ['queued', 0],
    ])
    // Whoever comes next waits as long as the pause, from whichever portion it came.
    expect(await run(answering({ kind: 'sent' }))).toMatchObject({ sent: 0 })
    now += minute
    expect(await run(answering({ kind: 'sent' }))).toMatchObject({ sent: 2 })
  })

  test('for days, mails are still sent afterwards (R8)', async () => {
    await owedMail({ now, expiresAt: noon + 80 * hour })
    for (; now < noon + 50 * hour; now += 10 * hour) await run(answering(stop))
    expect(await run(answering({ kind: 'sent' }))).toMatchObject({ sent: 1 })
  })

  test('because of one recipient, the others go first next time', async () => {
    await owedMail({ now: now - 2 })
    const other = await owedMail({ now: now - 1 })
    await run(answering(stop))
    now += minute
    const provider = answering({ kind: 'sent' })
    await run(provider)
    expect(provider.asked.map(({ to }) => to)).toEqual([other.recipient])
  })
})

describe('a run that dies or dawdles', () => {
  test('holds up its mails for as long as its lease, and no longer (R8, F18)', async () => {
    await owedMail({ now })
    await expect(run({ send: () => Promise.reject(new Error('died')) })).rejects.toThrow('died')
    const provider = answering({ kind: 'sent' })
    expect(await run(provider)).toMatchObject({ sent: 0 })
    now += 2 * minute
    expect(await run(provider)).toMatchObject({ sent: 1 })
  })

  test('changes nothing once its lease is gone (F18)', async () => {
    const { id } = await owedMail({ now })
    const late: Mailer = {
      send: async () => {
        now += 2 * minute
        expect(await run(answering({ kind: 'sent' }))).toMatchObject({ sent: 1 })
        return { kind: 'permanent', failure: 'message_refused', cause: '422' }
      },
    }
    await run(late)
    expect(await mailRow({ id })).toMatchObject({ status: 'sent', failure: null })
  })

  test('begins no try that could outlast its lease', async () => {
    const [first, second] = [await owedMail({ now: now - 1 }), await owedMail({ now })]
    const slow = answering({ kind: 'sent' })
    const send: Mailer['send'] = (mail) => {
      now += 115_000
      return slow.send(mail)
    }
    expect(await run({ send }, { limit: 2 })).toMatchObject({ sent: 1, kept: 1 })
    expect(await mailRow(first)).toMatchObject({ status: 'sent' })
    expect(await mailRow(second)).toMatchObject({ status: 'queued', attempts: 0, leaseId: null })
  })

  test('after the provider took the mail brings no second one (R8)', async () => {
    const { id, recipient } = await owedMail({ now })
    const { apiUrl, apiKey } = configuration(env).mail
    const provider = resendMailer({ apiUrl, apiKey })
    const answerIsLost: Mailer = {
      send: async (mail) => {
        await provider.send(mail)
        return { kind: 'retry', cause: 'timeout', retryAfter: null }
      },
    }
    expect(await run(answerIsLost)).toMatchObject({ retried: 1 })
    now += minute
    expect(await run(provider)).toMatchObject({ sent: 1 })
    expect(await arrived(recipient)).toHaveLength(1)
    expect(await mailRow({ id })).toMatchObject({ status: 'sent', attempts: 2 })
  })
})
