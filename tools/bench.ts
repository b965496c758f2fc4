import { benchOptions } from '../bench/options.ts'
import { figuresOf } from '../bench/report/figures.ts'
import { heldTable } from '../bench/report/held.ts'
import { keep } from '../bench/report/keep.ts'
import { scenarioTables } from '../bench/report/tables.ts'
import { runBench } from '../bench/run-bench.ts'
import { command } from './lib/command.ts'
import { bold, dim } from './lib/output.ts'

await command(async (args) => {
  const options = benchOptions(args)
  const measured = await runBench(options, {
    progress: (what) => console.log(dim(what)),
    measured: (one) => {
      const [figures] = figuresOf([one], options).scenarios
      if (figures) console.log(`\n${bold(figures.title)}\n\n${scenarioTables(figures)}\n`)
    },
  })
  const figures = figuresOf(measured, options)
  console.log(heldTable(figures))
  if (options.isWhole) {
    keep(figures)
    console.log(dim('\nKept in bench/results and docs/performance.md.'))
  }
})
