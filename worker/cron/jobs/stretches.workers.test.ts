import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { stretches } from './stretches.ts'

const count = (where: string, values: readonly string[]) =>
  env.DB.prepare(`SELECT count(*) AS n FROM quota WHERE ${where}`)
    .bind(...values)
    .first<number>('n')

test('a table that is longer than a run is gone through in several, and then from its start again', async () => {
  await env.DB.batch([
    env.DB.prepare(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 25000)
      INSERT INTO quota (key, count, window_ends_at) SELECT 'key ' || i, 1, 1 FROM n`,
    ),
    env.DB.prepare(`INSERT INTO job_run (job, started_at) VALUES ('walk', 1)`),
  ])
  const runOnce = async () => {
    const passed: (number | null)[] = []
    const walk = { table: 'quota', key: ['key'], mostStretches: 2 } as const
    for await (const { isIn, bounds } of stretches(env.DB, 'walk', walk)) {
      passed.push(await count(isIn, bounds))
    }
    return passed
  }
  expect(await runOnce()).toEqual([10_000, 10_000])
  expect(await runOnce()).toEqual([5000])
  expect(await runOnce()).toEqual([10_000, 10_000])
})

test('a run that is killed in a stretch leaves it to the next one', async () => {
  const walk = { table: 'quota', key: ['key'], mostStretches: 2 } as const
  const first = async () => {
    for await (const { bounds } of stretches(env.DB, 'killed', walk)) return bounds
    return null
  }
  await env.DB.prepare(`INSERT INTO job_run (job, started_at) VALUES ('killed', 1)`).run()
  const bounds = await first()
  expect(bounds).not.toBeNull()
  expect(await first()).toEqual(bounds)
})
