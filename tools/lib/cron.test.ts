import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { schedules } from './cron.ts'
import { inRoot } from './paths.ts'

test('the schedules that are rung are the ones of wrangler.toml', () => {
  const list = schedules()
  expect(list).toContain('* * * * *')
  for (const cron of list)
    expect(readFileSync(inRoot('wrangler.toml'), 'utf8')).toContain(`"${cron}"`)
})
