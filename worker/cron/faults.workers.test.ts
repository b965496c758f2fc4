/** Schedules that ring twice, late or not at all, die in the middle, and have much to do. */
import { env } from 'cloudflare:workers'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { at, dieAfter } from '../testing/faulty/faults.ts'
import { beside } from '../testing/faulty/instances.ts'
import { outside, withSeams, type Script } from '../testing/faulty/seams.ts'
import { newPerson } from '../testing/organization.ts'
import { runSchedule } from './index.ts'

const [everyMinute, daily] = ['* * * * *', '17 3 * * *']
const day = 24 * 60 * 60 * 1000
/** What D1 lets an invocation ask. */
const mostQueries = 1000

/** The counts of the jobs that came to their end, by job. */
let jobs: Record<string, Record<string, number>>
beforeEach(() => {
  jobs = {}
  vi.spyOn(console, 'log').mockImplementation((line: string) => {
    const { job, ...counts } = JSON.parse(line) as Record<string, number> & { job: string }
    jobs[job] = counts
  })
  vi.spyOn(console, 'error').mockImplementation(() => {})
})
afterEach(() => vi.restoreAllMocks())

const run = (query: string, ...values: unknown[]) =>
  env.DB.prepare(query)
    .bind(...values)
    .run()
const count = async (of: string) =>
  Number(await env.DB.prepare(`SELECT count(*) AS n FROM ${of}`).first('n'))

/** So many organizations with so many invitations each, all of which have expired in the last day. */
async function expiredIn(organizations: number, each: number) {
  const prefix = crypto.randomUUID().slice(0, 8)
  const numbers = 'WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?1)'
  await run(
    `${numbers} INSERT INTO organization (id, name, created_at) SELECT ?2 || i, 'Acme', 1 FROM n`,
    organizations,
    prefix,
  )
  await run(
    `${numbers} INSERT INTO invitation (id, organization_id, email, email_key, role, status, generation, content_version, created_at, sent_at, expires_at)
    SELECT ?2 || ':' || i, ?2 || (i % CAST(?3 AS INTEGER)), 'a' || i, 'a' || i, 'member', 'pending', 1, 1, 1, 1, ?4 - i * (86400000 / ?1) FROM n`,
    organizations * each,
    prefix,
    organizations,
    Date.now(),
  )
  return {
    due: () => count(`invitation WHERE id LIKE '${prefix}%' AND status = 'pending'`),
    events: () =>
      env.DB.prepare(
        `SELECT count(*) AS recorded, count(DISTINCT subject_id) AS invitations FROM audit_event
        WHERE subject_id LIKE ? AND verb = 'invitation.expire'`,
      )
        .bind(`${prefix}%`)
        .first(),
  }
}

/** Runs a schedule, and counts what the worker itself asks of D1. */
async function queriesOf(cron: string) {
  let queries = 0
  const d1: Script = (trip) => {
    if (trip.object === null) queries += trip.statements.length
    return trip.go()
  }
  await withSeams({ d1 }, () => runSchedule(cron, outside, Date.now()))
  return queries
}

/** Runs a schedule whose process ends with its so many-th query: nothing of it goes on. */
async function killed(cron: string, atQuery: number) {
  let end = () => {}
  const ended = new Promise<void>((resolve) => (end = resolve))
  const d1: Script = (trip) => {
    if (trip.at < atQuery) return trip.go()
    end()
    return new Promise(() => {})
  }
  await withSeams({ d1 }, () => Promise.race([runSchedule(cron, outside, Date.now()), ended]))
}

describe('invitations that have expired', () => {
  test('on a day on which no job ran are recorded once each, by runs at once and through two instances of their objects (F11, R10)', async () => {
    const { due, events } = await expiredIn(3, 40)
    const environments = [outside, { ...outside, ...beside('stale') }, outside]
    await Promise.all(environments.map((one) => runSchedule(everyMinute, one, Date.now())))
    expect(await due()).toBe(0)
    expect(await events()).toEqual({ recorded: 120, invitations: 120 })
  })

  test('are recorded once each, after a run in which objects died (F11, F8)', async () => {
    const { due, events } = await expiredIn(8, 20)
    await withSeams(
      { d1: (trip) => (trip.object === null ? trip.go() : at([2], dieAfter)(trip)) },
      () => runSchedule(everyMinute, outside, Date.now()),
    )
    expect(jobs['record-expiries']).toMatchObject({ organizations: 8, expired: 0, refused: 8 })
    await runSchedule(everyMinute, outside, Date.now())
    expect(await due()).toBe(0)
    expect(await events()).toEqual({ recorded: 160, invitations: 160 })
  })

  test('to the number of 100,000 are recorded once each, 5,000 of ten organizations a run (F11)', async () => {
    const { due, events } = await expiredIn(10, 10_000)
    for (const left of [95_000, 90_000]) {
      expect(await queriesOf(everyMinute)).toBeLessThan(20)
      expect(await due()).toBe(left)
    }
    expect(await events()).toEqual({ recorded: 10_000, invitations: 10_000 })
    await run(`UPDATE invitation SET status = 'canceled' WHERE status = 'pending'`)
  })
})

describe('clean-up', () => {
  const left = async () => [
    await count('session'),
    await count('verification'),
    await count('quota'),
    await count(`outbox_mail WHERE payload <> '{}'`),
    await count('audit_event WHERE answer IS NOT NULL'),
  ]

  /** So much of everything that nobody needs any more, and so many proofs. */
  async function leftovers(number: number, proofs: number) {
    const numbers =
      'WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?1)'
    const [id, old] = [crypto.randomUUID(), Date.now() - 40 * day]
    const { id: userId } = await newPerson(id)
    await run('DELETE FROM audit_event')
    await run(`INSERT INTO organization (id, name, created_at) VALUES (?, 'Acme', 1)`, id)
    const insert = (into: string, rows = number) =>
      run(`${numbers} INSERT INTO ${into} FROM n WHERE ?4 <> ''`, rows, old, userId, id)
    await insert(`session (id, token, user_id, expires_at, created_at, updated_at)
      SELECT ?4 || i, ?4 || i, ?3, ?2, 1, 1`)
    await insert(
      `verification (id, identifier, value, expires_at, created_at, updated_at)
      SELECT ?4 || CAST(i AS INTEGER), 'x', ?3, ?2, 1, 1`,
      proofs,
    )
    await insert(`quota (key, count, window_ends_at) SELECT ?3 || ':' || CAST(i AS INTEGER), 1, ?2`)
    await insert(`outbox_mail (id, recipient, payload, status, next_attempt_at, created_at)
      SELECT ?4 || i, ?3, '{"kind":"reset_password"}', 'sent', 1, ?2 - i`)
    await insert(`audit_event (id, organization_id, operation_id, verb, actor, subject_id, details, answer, created_at)
      SELECT ?4 || i, ?4, i, 'workspace.create', ?3, 'w', '{}', '{}', ?2`)
  }

  test('that is killed in the middle goes on where it was, and twice at once harms nothing (F11)', async () => {
    await leftovers(12_000, 1000)
    for (const atQuery of [8, 9, 10]) await killed(daily, atQuery)
    expect(Math.max(...(await left()))).toBeGreaterThan(0)
    await Promise.all([1, 2].map(() => runSchedule(daily, outside, Date.now())))
    expect(await left()).toEqual([0, 0, 0, 0, 0])
  })

  test('of more than 100,000 rows stops within the queries that D1 allows, and catches up (F11)', async () => {
    await leftovers(10_000, 100_050)
    expect(await queriesOf(daily)).toBeLessThan(mostQueries)
    expect(await left()).toEqual([0, 50, 0, 0, 0])
    await runSchedule(daily, outside, Date.now())
    expect(await left()).toEqual([0, 0, 0, 0, 0])
  })
})
