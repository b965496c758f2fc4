import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { schedules } from './schedules.ts'

test('the schedules are those that the platform is told of', () => {
  const wrangler = readFileSync(new URL('../../wrangler.toml', import.meta.url).pathname, 'utf8')
  const [, told] = /^crons = (\[.*\])$/m.exec(wrangler) ?? []
  expect(JSON.parse(told ?? '[]')).toEqual(Object.keys(schedules))
})

test('every job has a name of its own, under which its heartbeat is kept', () => {
  const names = Object.values(schedules).flatMap(({ jobs }) => jobs.map(({ name }) => name))
  expect(new Set(names).size).toBe(names.length)
})
