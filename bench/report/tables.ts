import type { Figures, ScenarioFigures } from './figures.ts'
import { table } from './table.ts'
import { digits, nameOf, spread } from './words.ts'

/** All of a scenario's figures: what D1 was asked, what it took, and how that compares. */
export function scenarioTables({ sides, ratios }: ScenarioFigures): string {
  return [
    table(
      ['Each', ' trips until the answer', ' in all', ' rows read', ' rows written'],
      sides.map(({ id, trips: { trips, allTrips, rowsRead, rowsWritten } }) => [
        nameOf(id),
        ...[trips, allTrips, rowsRead, rowsWritten].map(digits),
      ]),
    ),
    ...(ratios.length > 0 ? [loadTable(sides), ratioTable(ratios)] : sides.map(writtenTable)),
  ].join('\n\n')
}

const loadTable = (sides: ScenarioFigures['sides']) =>
  table(
    ['', ' at once', ' CPU, ms', ' a second', ' p50, ms', ' p99, ms', ' client CPU, ms'],
    sides.flatMap(({ id, loads }) =>
      loads.map(({ connections, cpu, perSecond, p50, p99, clientCpu }) => [
        nameOf(id),
        String(connections),
        spread(cpu),
        digits(perSecond.median),
        digits(p50),
        digits(p99),
        digits(clientCpu),
      ]),
    ),
  )

const ratioTable = (ratios: ScenarioFigures['ratios']) =>
  table(
    ['Compared', ' at once', ' CPU', ' p50'],
    ratios.map(({ of, to, connections, cpu, p50 }) => [
      `${nameOf(of)} / ${nameOf(to)}`,
      String(connections),
      spread(cpu),
      spread(p50),
    ]),
  )

const writtenTable = ({ id, trips: { written } }: ScenarioFigures['sides'][number]) =>
  table(
    [`${nameOf(id)}: statements`, ' rows written'],
    Object.entries(written).map(([name, rows]) => [name, digits(rows)]),
  )

/** Everything that was measured, as a part of a page. */
export function allTables(figures: Figures): string {
  const { measuredAt, machine, rounds, requests, scenarios } = figures
  const about = `Measured on ${measuredAt}, ${machine}: ${rounds} rounds of ${requests} requests. Brackets hold the least and the most of the rounds.`
  return [
    about,
    ...scenarios.flatMap((scenario) => [`### ${scenario.title}`, scenarioTables(scenario)]),
  ].join('\n\n')
}
