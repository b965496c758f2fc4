import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Env } from '../env.ts'
import { interceptTrips, type Trip } from '../testing/faulty/trips.ts'
import { arrived, emptyOutbox, mailRow, owedMail } from '../testing/mail.ts'
import { deliverAtOnce, deliverDueMails } from './deliver.ts'

beforeEach(emptyOutbox)

const go = (trip: Trip) => trip.go()

/** The bindings of an isolate, with what becomes of its trips by their number, from 1 on; as fast as the tests can. */
function isolate(becomes: (trip: Trip, at: number) => Promise<unknown> = go) {
  let trips = 0
  const DB = interceptTrips(env.DB, (trip) => becomes(trip, (trips += 1)))
  const own: Env = { ...env, DB, MAILS_PER_SECOND: '1000' }
  return { own, trips: () => trips }
}

const owedMails = (count: number) => Promise.all(Array.from({ length: count }, () => owedMail()))

async function expectStatus(mails: readonly { id: string }[], status: string, count: number) {
  const rows = await Promise.all(mails.map(mailRow))
  expect(rows.filter((row) => row.status === status)).toHaveLength(count)
}

describe('deeds of one isolate', () => {
  test('have a mail alone sent in two trips: its claim and its settling (R8)', async () => {
    const mails = await owedMails(1)
    const { own, trips } = isolate()
    await deliverAtOnce(own, own.DB)
    expect(trips()).toBe(2)
    await expectStatus(mails, 'sent', 1)
  })

  test('that come at once share a run: 32 mails are four portions in five trips, each mail once (R8)', async () => {
    const mails = await owedMails(32)
    const { own, trips } = isolate()
    await Promise.all(mails.map(() => deliverAtOnce(own, own.DB)))
    expect(trips()).toBe(5)
    for (const { recipient } of mails) expect(await arrived(recipient)).toHaveLength(1)
  })

  test.each([
    ['while it claims', 1],
    ['while it settles a portion', 2],
  ])('that come to a run %s have it look again (R8)', async (_, at) => {
    const mails = await owedMails(1)
    const { own } = isolate(async (trip, number) => {
      const answer = await trip.go()
      if (number === at) {
        mails.push(await owedMail())
        await deliverAtOnce(own, own.DB)
      }
      return answer
    })
    await deliverAtOnce(own, own.DB)
    await expectStatus(mails, 'sent', 2)
  })

  test('have as many mails sent at once as they are deeds times ten; the others are the job’s (R8)', async () => {
    const mails = await owedMails(25)
    const { own } = isolate()
    await Promise.all([deliverAtOnce(own, own.DB), deliverAtOnce(own, own.DB)])
    await expectStatus(mails, 'sent', 20)
    expect(await deliverDueMails(own, { limit: 100 })).toMatchObject({ sent: 5 })
  })
})

describe('a run of a deed', () => {
  test('that died holds up no deed for longer than it would have begun tries, and no mail for longer than its lease (R8, F18)', async () => {
    const mails = await owedMails(1)
    const { own, trips } = isolate((trip, at) =>
      at === 1 ? trip.go().then(() => new Promise(() => {})) : trip.go(),
    )
    const began = Date.now()
    void deliverAtOnce(own, own.DB, () => began)
    await deliverAtOnce(own, own.DB, () => began + 14_999)
    expect(trips()).toBe(1)
    mails.push(await owedMail())
    await deliverAtOnce(own, own.DB, () => began + 15_000)
    await expectStatus(mails.slice(1), 'sent', 1)
    await deliverAtOnce(own, own.DB, () => began + 120_000)
    await expectStatus(mails, 'sent', 2)
  })

  test('that broke holds up none (R8)', async () => {
    const mails = await owedMails(1)
    const { own } = isolate((trip, at) =>
      at === 1 ? Promise.reject(new Error('D1_ERROR: broken')) : trip.go(),
    )
    await expect(deliverAtOnce(own, own.DB)).rejects.toThrow('broken')
    await deliverAtOnce(own, own.DB)
    await expectStatus(mails, 'sent', 1)
  })

  test('begins no try that may outlive it, and gives back what it holds (R8)', async () => {
    const mails = await owedMails(3)
    let now = Date.now()
    const { own, trips } = isolate(async (trip) => {
      const answer = await trip.go()
      now += 15_000
      return answer
    })
    await deliverAtOnce(own, own.DB, () => now)
    expect(trips()).toBe(2)
    for (const mail of mails) {
      expect(await mailRow(mail)).toMatchObject({ status: 'queued', attempts: 0, leaseId: null })
    }
    expect(await deliverDueMails(own, { limit: 10 })).toMatchObject({ sent: 3 })
  })
})
