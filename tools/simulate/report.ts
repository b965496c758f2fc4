/** How often what took place, by kind: what was done, heard, broken. */
type Counts = Record<string, Record<string, number>>

export type SimulationReport = { steps: number; rounds: number; counts: Counts; failure?: string }

/** What all processes did, in a line for each kind. */
export function sum(reports: readonly SimulationReport[], seconds: number): string {
  const steps = reports.reduce((total, report) => total + report.steps, 0)
  const rounds = reports.reduce((total, report) => total + report.rounds, 0)
  const violations = reports.filter(({ failure }) => failure !== undefined).length
  const kinds = [...new Set(reports.flatMap(({ counts }) => Object.keys(counts)))]
  return [
    `${steps} steps in ${rounds} rounds and ${seconds} s, ${violations} violations`,
    ...kinds.map((kind) => `${kind}: ${line(reports.map(({ counts }) => counts[kind] ?? {}))}`),
  ].join('\n')
}

function line(some: readonly Record<string, number>[]): string {
  const all = new Map<string, number>()
  for (const counts of some) {
    for (const [name, count] of Object.entries(counts)) all.set(name, (all.get(name) ?? 0) + count)
  }
  const sorted = [...all].toSorted(([, one], [, other]) => other - one)
  return sorted.map(([name, count]) => `${name} ${count}`).join(', ')
}
