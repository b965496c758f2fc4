import { setTimeout as sleep } from 'node:timers/promises'

/** Asks a deployment whether all is well, and answers a sentence about it. It may take a moment to be everywhere. */
export async function healthOf(origin: string): Promise<string> {
  for (let left = 3; ; left -= 1) {
    const problems = await problemsAt(origin)
    if (problems?.length === 0) return `${origin}/api/health says that all is well.`
    if (left > 1) await sleep(5_000)
    else if (problems) return `${origin}/api/health says:\n  ${problems.join('\n  ')}`
    else return `${origin}/api/health does not answer yet: ask again in a few minutes.`
  }
}

async function problemsAt(origin: string): Promise<string[] | null> {
  try {
    const response = await fetch(`${origin}/api/health`, { signal: AbortSignal.timeout(10_000) })
    const { problems } = (await response.json()) as { problems?: unknown }
    return Array.isArray(problems) ? problems.map(String) : null
  } catch {
    return null
  }
}
