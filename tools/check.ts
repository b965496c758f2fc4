import { checks, generate } from './lib/checks.ts'
import { command } from './lib/command.ts'
import { runTasks } from './lib/tasks.ts'

await command(async () => {
  const broken = await runTasks([generate], 1)
  // Two at a time: most of them use more than one core already.
  const failed = broken.length > 0 ? broken : await runTasks(checks, 2)
  console.log(failed.length > 0 ? `\nNot all is well: ${failed.join(', ')}.` : '\nAll is well.')
  return failed.length > 0 ? 1 : 0
})
