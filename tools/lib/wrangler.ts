import { bin, root } from './paths.ts'
import { runToEnd, type GroupOptions } from './process-group.ts'
import { Trouble } from './trouble.ts'

/** What every wrangler of ours runs with: no look-ups at start, no telemetry, no questions. */
export const quietly = {
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  WRANGLER_SEND_METRICS: 'false',
  CI: 'true',
}

/** Runs wrangler to its end. */
export const wrangler = (args: readonly string[], hears?: GroupOptions['hears']) =>
  runToEnd(bin('wrangler'), args, { cwd: root, env: quietly, ...(hears ? { hears } : {}) })

/** As `wrangler`, where only success will do: otherwise throws a Trouble with what wrangler said and `sentence`. */
export async function wranglerMust(args: readonly string[], sentence: string): Promise<string> {
  const { code, stdout, output } = await wrangler(args)
  if (code !== 0) throw new Trouble(`${output.trim()}\n\n${sentence}`)
  return stdout
}
