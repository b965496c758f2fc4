import { crashOptions } from './crash/options.ts'
import { runCrash, type CrashReport } from './crash/run-crash.ts'
import { Violation } from './crash/violation.ts'
import { command } from './lib/command.ts'
import { bold, dim } from './lib/output.ts'

await command(async (args) => {
  const options = crashOptions(args)
  const { kills, clients, seed } = options
  console.log(bold(`${kills} kills under ${clients} clients, seed ${seed}`))
  const began = performance.now()
  try {
    const report = await runCrash(options, (killed, ledger) => {
      console.log(dim(`killed ${killed} times, ${ledger.acknowledgements} acknowledgements`))
    })
    console.log(sentences(report, Math.round((performance.now() - began) / 1000)))
    return 0
  } catch (error) {
    if (!(error instanceof Violation)) throw error
    console.error(`\nNot as it must be, with --seed ${seed}: ${error.message}`)
    return 1
  }
})

function sentences(report: CrashReport, seconds: number): string {
  const { kills, acknowledged, refused, unknown, repeated, mails } = report
  return [
    `${kills} kills in ${seconds} s, 0 operations lost`,
    `operations: ${acknowledged} acknowledged, ${refused} refused`,
    `under way when the worker was killed: ${unknown.done} whole, ${unknown.notDone} absent`,
    `sent again and answered the same: ${repeated}`,
    `mails: ${mails}, each once`,
  ].join('\n')
}
