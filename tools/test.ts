import { command } from './lib/command.ts'
import { bold, dim, green, red, seconds } from './lib/output.ts'
import { Trouble } from './lib/trouble.ts'
import { countsLine, failed, sum, type Outcome } from './test/outcome.ts'
import { stages, type Stage } from './test/stages.ts'

await command(async (names) => {
  const chosen = choose(names)
  const lines: string[] = []
  const outcomes: Outcome[] = []
  for (const stage of chosen) {
    const began = performance.now()
    console.log(bold(`\n${stage.name}`))
    const outcome = await stage.run().catch(tell)
    const took = seconds(performance.now() - began)
    outcomes.push(outcome)
    lines.push(line(stage.name, outcome, took))
    console.log(lines.at(-1))
  }
  const all = sum(outcomes)
  console.log(`\n${lines.join('\n')}\n\n${countsLine(all)}`)
  return all.failed > 0 ? 1 : 0
})

function choose(names: readonly string[]): readonly Stage[] {
  const unknown = names.find((name) => !stages.some((stage) => stage.name === name))
  if (unknown === undefined) {
    return names.length > 0 ? stages.filter(({ name }) => names.includes(name)) : stages
  }
  const known = stages.map(({ name }) => name).join(', ')
  throw new Trouble(
    `There is no stage "${unknown}" of the tests. There are: ${known}. Without a name all run.`,
  )
}

/** A stage that could not be run has failed, and the others still run. */
function tell(error: unknown): Outcome {
  console.error(error instanceof Trouble ? error.message : error)
  return failed
}

function line(name: string, outcome: Outcome, took: string): string {
  const mark = outcome.failed > 0 ? red('✗') : green('✓')
  const note = outcome.note ? dim(`  ${outcome.note}`) : ''
  return `${mark} ${name.padEnd(9)} ${countsLine(outcome).padEnd(24)} ${took.padStart(8)}${note}`
}
