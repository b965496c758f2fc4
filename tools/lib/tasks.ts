import { green, red, seconds } from './output.ts'
import { root } from './paths.ts'
import { runToEnd } from './process-group.ts'

/** A program whose exit code says whether all is well. */
export type Task = { name: string; command: string; args: readonly string[]; cwd?: string }

/** Runs tasks, so many at a time; says of each how it went, with all that a failed one said. Answers who failed. */
export async function runTasks(tasks: readonly Task[], atOnce: number): Promise<string[]> {
  const waiting = [...tasks]
  const failed: string[] = []
  const work = async () => {
    for (let task = waiting.shift(); task; task = waiting.shift()) {
      if (!(await runTask(task))) failed.push(task.name)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return failed
}

async function runTask({ name, command, args, cwd = root }: Task): Promise<boolean> {
  const began = performance.now()
  const { code, output } = await runToEnd(command, args, { cwd })
  const took = seconds(performance.now() - began)
  if (code === 0) {
    console.log(`${green('✓')} ${name}  ${took}`)
    return true
  }
  console.log(`${red('✗')} ${name}  ${took}\n\n${output.trim()}\n`)
  return false
}
