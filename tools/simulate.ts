import { command } from './lib/command.ts'
import { bold } from './lib/output.ts'
import { simulationOptions } from './simulate/options.ts'
import { sum } from './simulate/report.ts'
import { runSimulation } from './simulate/run-simulation.ts'

await command(async (args) => {
  const { steps, seed, processes, ...options } = simulationOptions(args)
  console.log(bold(`${steps} steps, seeds from ${seed} on, ${processes} at once`))
  const began = performance.now()
  const secondsSoFar = () => Math.round((performance.now() - began) / 1000)
  const seeds = from(seed)
  let done = 0
  const reports = await Promise.all(
    Array.from({ length: processes }, () =>
      runSimulation({ steps: Math.ceil(steps / processes), seeds, ...options }, (report) => {
        done += report.steps
        console.log(`${done} steps after ${secondsSoFar()} s`)
      }),
    ),
  )
  const all = reports.flat()
  console.log(sum(all, secondsSoFar()))
  const failures = all.flatMap(({ failure }) => failure ?? [])
  for (const failure of failures) console.error(`\n${failure}`)
  return failures.length > 0 ? 1 : 0
})

function* from(seed: number): Generator<number, never> {
  for (let next = seed; ; next += 1) yield next
}
