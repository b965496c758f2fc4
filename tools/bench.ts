import { benchOptions } from '../bench/options.ts'
import { runBench } from '../bench/run-bench.ts'
import { command } from './lib/command.ts'
import { dim } from './lib/output.ts'

await command(async (args) => {
  const options = benchOptions(args)
  await runBench(options, {
    progress: (what) => console.log(dim(what)),
    measured: ({scenario, sides}) => {
      console.log(scenario.title)
      for (const s of sides) {
        console.log(' ', s.id, JSON.stringify(s.trips))
        for (const [c, rounds] of s.rounds) console.log('    ', c, rounds.map(r => [r.cpuMs.toFixed(2), r.perSecond.toFixed(0), r.clientCpuMs.toFixed(2), r.latencies.toSorted((a,b)=>a-b)[r.latencies.length>>1]?.toFixed(1)].join(' ')).join(' | '))
      }
    },
  })
  return 0
})
