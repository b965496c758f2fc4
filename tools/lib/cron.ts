import { readFileSync } from 'node:fs'
import { inRoot } from './paths.ts'

export const everyMinute = '* * * * *'

/** Rings one Cron Trigger of a local worker, by whatever it runs. Answers whether its job came to its end. */
export async function ring(origin: string, cron: string): Promise<boolean> {
  try {
    const url = `${origin}/cdn-cgi/local/scheduled?cron=${encodeURIComponent(cron).replaceAll('%20', '+')}`
    const response = await fetch(url, { signal: AbortSignal.timeout(55_000) })
    // Where nothing hears the ring, the app's page is the answer, with 200 as well.
    return response.ok && (await response.text()) === 'ok'
  } catch {
    return false
  }
}

/**
 * Rings as Cloudflare would: the minute's each minute, and the others once, now, because nobody's demo runs at
 * 3:17. Locally no schedule rings by itself. Answers how to stop.
 */
export function ringEachMinute(origin: string): () => void {
  void Promise.all(schedules().map((cron) => ring(origin, cron)))
  const timer = setInterval(() => void ring(origin, everyMinute), 60_000)
  return () => clearInterval(timer)
}

/** The schedules of wrangler.toml. */
export function schedules(): string[] {
  const [, list = ''] =
    /^crons\s*=\s*\[([^\]]*)\]/m.exec(readFileSync(inRoot('wrangler.toml'), 'utf8')) ?? []
  return Array.from(list.matchAll(/"([^"]+)"/g), ([, cron = '']) => cron)
}
