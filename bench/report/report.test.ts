import { describe, expect, test } from 'vitest'
import type { Measured, MeasuredSide } from '../measure/measure.ts'
import type { Trips } from '../measure/trips.ts'
import { benchOptions } from '../options.ts'
import { inviteOne } from '../scenarios/invite.ts'
import { list } from '../scenarios/read.ts'
import { chart } from './chart.ts'
import { figuresOf } from './figures.ts'
import { heldTable } from './held.ts'
import { replaced } from './keep.ts'
import { table } from './table.ts'
import { allTables } from './tables.ts'
import { digits } from './words.ts'

const trips: Trips = { trips: 3, allTrips: 6, rowsRead: 80, rowsWritten: 30, written: {} }

/** With as many rounds as costs, 8 at once. */
function side(id: string, ...costs: number[]): MeasuredSide {
  const rounds = costs.map((cost) => ({
    cpuMs: cost,
    perSecond: 100,
    clientCpuMs: 0.2,
    latencies: [cost, 2 * cost, 3 * cost],
  }))
  return { id, trips, rounds: new Map([[8, rounds]]) }
}

const invite: Measured = {
  scenario: inviteOne,
  sides: [side('usher', 2, 3, 2), side('peer', 8, 9, 10), side('object', 1, 1.5, 1)],
}
const figures = figuresOf([invite], benchOptions([]))

describe('figures', () => {
  test('are the medians of rounds, and percentiles of all samples', () => {
    const load = figures.scenarios[0]?.sides[0]?.loads[0]
    expect(load).toMatchObject({
      connections: 8,
      cpu: { median: 2, least: 2, most: 3 },
      p50: 4,
    })
    expect(load?.p99).toBeCloseTo(8.76)
  })

  test('compare Usher with each other side', () => {
    const ratios = figures.scenarios[0]?.ratios ?? []
    expect(ratios.map(({ of, to, cpu }) => [of, to, cpu.median])).toEqual([
      ['usher', 'peer', 0.25],
      ['usher', 'object', 2],
    ])
  })

  test('compare Usher’s larger sides with its own first', () => {
    const sides = [side('usher', 2), side('usher-100000', 3), side('peer', 4)]
    const [scenario] = figuresOf([{ scenario: list, sides }], benchOptions([])).scenarios
    expect(scenario?.ratios.map(({ of, to }) => `${of} ${to}`)).toEqual([
      'usher peer',
      'usher-100000 usher',
      'usher-100000 peer',
    ])
  })
})

test('what was measured is held to its bounds, and the rest is not told', () => {
  const lines = heldTable(figures).split('\n').slice(2)
  expect(lines.map((line) => line.split('|').map((cell) => cell.trim()))).toEqual([
    [
      '',
      'CPU of an invite to better-auth’s, one organization, 8 at once',
      '1/3',
      '0.250',
      'yes',
      '',
    ],
    ['', 'CPU of an invite to its floor, 8 at once', '2.5', '2.00', 'yes', ''],
  ])
  const slower = { ...invite, sides: [side('usher', 7), side('peer', 8), side('object', 1)] }
  expect(heldTable(figuresOf([slower], benchOptions([]))).match(/\| no/g)).toHaveLength(2)
})

test('a table stands as prettier would have it', () => {
  expect(
    table(
      ['Name', ' count'],
      [
        ['a', '1'],
        ['longer', '1,000'],
      ],
    ),
  ).toBe(
    ['| Name   | count |', '| ------ | ----: |', '| a      |     1 |', '| longer | 1,000 |'].join(
      '\n',
    ),
  )
})

test('the tables name every side', () => {
  const text = allTables(figures)
  for (const name of ['Usher', 'better-auth', 'floor: object, queue, batch of four'])
    expect(text).toContain(`| ${name} `)
})

test('a chart has a bar for each side, as long as its figure', () => {
  const bars = Array.from(
    chart(figures).matchAll(/class="(\w+)" x="300" .*? width="([\d.]+)"/g),
    (bar) => [bar[1], Number(bar[2])],
  )
  expect(bars).toEqual([
    ['usher', expect.closeTo((510 * 2) / 9, 0)],
    ['peer', 510],
    ['floor', expect.closeTo(510 / 9, 0)],
  ])
})

test('a part of a page is replaced between its marks', () => {
  const text = 'before\n<!-- part -->\n\nold\n\n<!-- end of part -->\nafter'
  expect(replaced(text, 'part', 'new')).toBe(text.replace('old', 'new'))
  expect(() => replaced('', 'part', 'new')).toThrow('no place')
})

test('a figure has three digits', () => {
  expect([0, 0.0712, 0.25, 7.8, 31.67, 120.4, 3800].map(digits)).toEqual([
    '0',
    '0.071',
    '0.250',
    '7.80',
    '31.7',
    '120',
    '3800',
  ])
})
