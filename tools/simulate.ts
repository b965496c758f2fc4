import { command } from './lib/command.ts'
import { bold } from './lib/output.ts'
import { simulationOptions } from './simulate/options.ts'
import { runSimulation } from './simulate/run-simulation.ts'
import { sum } from './simulate/report.ts'

await command(async (args) => {
  const { steps, seed, processes, path, isFaulty } = simulationOptions(args)
  console.log(bold(`${steps} steps from seed ${seed}, in ${processes} processes`))
  const began = performance.now()
  const each = Math.ceil(steps / processes)
  const reports = await Promise.all(
    // The first one's seed is the one that was given, so that a failure is replayed by one process.
    Array.from({ length: processes }, (_, at) =>
      runSimulation({ steps: each, seed: seed + at, path, isFaulty }, (done) =>
        console.log(`seed ${seed + at}: ${done} steps after ${secondsSince(began)} s`),
      ),
    ),
  )
  const failures = reports.flatMap(({ failure }) => failure ?? [])
  console.log(sum(reports, secondsSince(began)))
  for (const failure of failures) console.error(`\n${failure}`)
  return failures.length > 0 ? 1 : 0
})

function secondsSince(began: number): number {
  return Math.round((performance.now() - began) / 1000)
}
