import { askedToStop } from './asked-to-stop.ts'
import { stopAllGroups } from './process-group.ts'
import { Trouble } from './trouble.ts'

/** What a shell sees of a program that was ended by Ctrl+C. */
const interrupted = 130

/**
 * Runs a command to its end, or until somebody asks it to stop, and leaves nothing running. A Trouble is told in
 * its own words, anything else with its stack. The exit code is what `run` answers; `whenStopped`, when it was
 * stopped, is 0 for what serves until then.
 */
export async function command(
  run: (args: string[]) => Promise<number | void>,
  { whenStopped = interrupted } = {},
): Promise<never> {
  const stopped = askedToStop().then(() => whenStopped)
  const code = await Promise.race([stopped, run(process.argv.slice(2))]).catch((error: unknown) => {
    console.error(error instanceof Trouble ? `\n${error.message}\n` : error)
    return 1
  })
  await stopAllGroups()
  process.exit(code ?? 0)
}
