import { describe, expect, test } from 'vitest'
import { judge, type Expected, type Vitals } from './judge.ts'

const now = 1_800_000_000_000
const minutesAgo = (minutes: number) => now - minutes * 60_000

const expected: Expected = {
  jobs: [
    { name: 'each-minute', minutes: 10 },
    { name: 'each-day', minutes: 26 * 60 },
  ],
  migrations: ['0000_init.sql', '0001_more.sql'],
  deployedAt: minutesAgo(600),
}
const well: Vitals = {
  jobs: [
    { job: 'each-minute', finishedAt: minutesAgo(1) },
    { job: 'each-day', finishedAt: minutesAgo(25 * 60) },
  ],
  mails: { count: 2, oldest: minutesAgo(2) },
  migrations: [{ name: '0000_init.sql' }, { name: '0001_more.sql' }],
}
const problemsOf = (vitals: Partial<Vitals>, other: Partial<Expected> = {}) =>
  judge({ ...well, ...vitals }, { ...expected, ...other }, now).problems

describe('a deployment', () => {
  test('whose jobs ring, whose mails go out and whose schema is whole is well', () => {
    expect(judge(well, expected, now)).toEqual({
      ok: true,
      problems: [],
      jobs: { 'each-minute': 60, 'each-day': 25 * 60 * 60 },
      mails: { waiting: 2, oldestSeconds: 120 },
      schema: { expected: '0001_more.sql', missing: [] },
    })
  })

  test('one of whose jobs has stopped is not', () => {
    const jobs = [{ job: 'each-minute', finishedAt: minutesAgo(11) }, ...well.jobs.slice(1)]
    expect(problemsOf({ jobs })).toEqual([
      'The job each-minute has not come to its end for 11 minutes.',
    ])
    const daily = [...well.jobs.slice(0, 1), { job: 'each-day', finishedAt: minutesAgo(27 * 60) }]
    expect(problemsOf({ jobs: daily })).toEqual([
      'The job each-day has not come to its end for 27 hours.',
    ])
  })

  test('gives a job that never ran its time from the deployment on', () => {
    expect(judge({ ...well, jobs: [] }, expected, now)).toMatchObject({
      jobs: { 'each-minute': null, 'each-day': null },
      problems: ['The job each-minute has not come to its end for 10 hours.'],
    })
    expect(problemsOf({ jobs: [] }, { deployedAt: minutesAgo(5) })).toEqual([])
    expect(problemsOf({ jobs: [] }, { deployedAt: null })).toEqual([])
  })

  test('that began a job and never came to its end is not well', () => {
    const jobs = [{ job: 'each-minute', finishedAt: null }, ...well.jobs.slice(1)]
    expect(problemsOf({ jobs })).toHaveLength(1)
  })

  test('with a mail that waits for half an hour is not well', () => {
    expect(problemsOf({ mails: { count: 1, oldest: minutesAgo(30) } })).toEqual([])
    expect(problemsOf({ mails: { count: 1, oldest: minutesAgo(31) } })).toEqual([
      'A mail has been waiting for 31 minutes.',
    ])
  })

  test('whose schema lacks a migration is not well; one that is ahead of its worker is (F30)', () => {
    const [first] = well.migrations
    expect(problemsOf({ migrations: first ? [first] : [] })).toEqual([
      'The database lacks 0001_more.sql.',
    ])
    expect(problemsOf({ migrations: [...well.migrations, { name: '0002_newer.sql' }] })).toEqual([])
  })
})
