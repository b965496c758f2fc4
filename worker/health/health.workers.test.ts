import { env } from 'cloudflare:workers'
import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import journal from '../../db/migrations/meta/_journal.json'
import { runSchedule } from '../cron/index.ts'
import { schedules } from '../cron/schedules.ts'
import { newBrowser } from '../testing/browser.ts'
import { emptyOutbox, owedMail } from '../testing/mail.ts'
import { planOf } from '../testing/d1.ts'
import { stall } from '../testing/faulty/faults.ts'
import { outside, withSeams } from '../testing/faulty/seams.ts'
import { hastened } from '../testing/faulty/time.ts'

const minute = 60_000

beforeAll(async () => {
  // wrangler's own table, which the tests' way of applying migrations does not make.
  await env.DB.batch([
    env.DB.prepare('CREATE TABLE d1_migrations (id INTEGER PRIMARY KEY, name TEXT UNIQUE)'),
    ...journal.entries.map(({ tag }) =>
      env.DB.prepare('INSERT INTO d1_migrations (name) VALUES (?)').bind(`${tag}.sql`),
    ),
  ])
})
let logged: string[]
beforeEach(async () => {
  logged = []
  const keep = (line: string) => void logged.push(line)
  for (const level of ['log', 'warn', 'error'] as const) {
    vi.spyOn(console, level).mockImplementation(keep)
  }
  await emptyOutbox()
  for (const cron of Object.keys(schedules)) await runSchedule(cron, env, Date.now())
})

async function ask(settings: Parameters<typeof newBrowser>[0] = {}) {
  const answer = await newBrowser(settings).ask('/api/health')
  const text = await answer.text()
  return {
    answer,
    text,
    body: JSON.parse(text) as { problems: string[] } & Record<string, unknown>,
  }
}

test('all is well: ages of the jobs, the queue and the schema, in one round trip, kept by nobody', async () => {
  await owedMail()
  logged = []
  const { answer, body } = await ask()
  expect(answer.status).toBe(200)
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(body).toMatchObject({
    ok: true,
    problems: [],
    mails: { waiting: 1, oldestSeconds: expect.any(Number) as number },
    schema: { expected: `${journal.entries.at(-1)?.tag ?? ''}.sql`, missing: [] },
  })
  const names = Object.values(schedules).flatMap(({ jobs }) => jobs.map(({ name }) => name))
  expect(Object.keys(body['jobs'] as object)).toEqual(names)
  expect(logged.map((line) => JSON.parse(line) as object)).toEqual([
    expect.objectContaining({ event: 'operation', name: 'GET /api/health', d1Trips: 1 }),
  ])
})

test('a job that stopped, a mail that waits and a migration that lacks are told with 503', async () => {
  const { recipient } = await owedMail()
  const last = `${journal.entries.at(-1)?.tag ?? ''}.sql`
  await env.DB.batch([
    env.DB.prepare("UPDATE job_run SET finished_at = ? WHERE job = 'deliver-mails'").bind(
      Date.now() - 11 * minute,
    ),
    env.DB.prepare('UPDATE outbox_mail SET created_at = ?').bind(Date.now() - 31 * minute),
    env.DB.prepare('DELETE FROM d1_migrations WHERE name = ?').bind(last),
  ])
  const { answer, body, text } = await ask()
  await env.DB.prepare('INSERT INTO d1_migrations (name) VALUES (?)').bind(last).run()
  expect(answer.status).toBe(503)
  expect(body.problems).toEqual([
    'The job deliver-mails has not come to its end for 11 minutes.',
    'A mail has been waiting for 31 minutes.',
    `The database lacks ${last}.`,
  ])
  expect(text).not.toContain(recipient)
})

test('a database that does not answer is told with 503, without its words', async () => {
  await env.DB.prepare('ALTER TABLE job_run RENAME TO elsewhere').run()
  const { answer, body, text } = await ask()
  await env.DB.prepare('ALTER TABLE elsewhere RENAME TO job_run').run()
  expect(answer.status).toBe(503)
  expect(body.problems).toEqual(['The database does not answer.'])
  expect(text).not.toMatch(/D1_|job_run/)
})

test('a database that stalls is told with 503 at the deadline (F6)', async () => {
  const { answer, body } = await hastened(() => withSeams({ d1: stall }, () => ask(outside)))
  expect(answer.status).toBe(503)
  expect(body.problems).toEqual(['The database does not answer.'])
})

test('variables that are wrong are named, and no value of theirs', async () => {
  const { answer, body, text } = await ask({ INVITATION_SECRET: 'too-short', MAIL_FROM: '' })
  expect(answer.status).toBe(503)
  expect(body.problems).toEqual([
    'INVITATION_SECRET needs at least 32 characters',
    'MAIL_FROM is missing',
  ])
  expect(text).not.toContain('too-short')
})

test('of a long queue only the first thousand mails are looked at, by an index', async () => {
  await env.DB.prepare(
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1500)
    INSERT INTO outbox_mail (id, recipient, payload, status, next_attempt_at, created_at)
    SELECT 'queued-' || i, 'someone@northwind.test', '{}', 'queued', ?1, ?1 FROM n`,
  )
    .bind(Date.now())
    .run()
  expect((await ask()).body).toMatchObject({ mails: { waiting: 1000 } })
  const plan = await planOf(
    env.DB,
    `SELECT created_at FROM outbox_mail WHERE status = 'queued'
    ORDER BY ("invitation_id" IS NULL), next_attempt_at LIMIT 1000`,
  )
  expect(plan.join()).toMatch(/outbox_mail_due/)
  expect(plan.join()).not.toMatch(/TEMP B-TREE/)
})
