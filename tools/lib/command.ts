import { askedToStop } from './asked-to-stop.ts'
import { stopAllGroups } from './process-group.ts'
import { Trouble } from './trouble.ts'

/**
 * Runs a command to its end, or until somebody asks it to stop, and leaves nothing running. A Trouble is told in
 * its own words, anything else with its stack. The exit code is what `run` answers, 0 when it was stopped.
 */
export async function command(run: (args: string[]) => Promise<number | void>): Promise<never> {
  const code = await Promise.race([askedToStop(), run(process.argv.slice(2))]).catch(
    (error: unknown) => {
      console.error(error instanceof Trouble ? `\n${error.message}\n` : error)
      return 1
    },
  )
  await stopAllGroups()
  process.exit(code ?? 0)
}
