import { setTimeout as sleep } from 'node:timers/promises'

/** Waits until `url` answers with success. `ended` settles when what should answer has died: then it says how. */
export async function waitForAnswer(
  url: string,
  ended: Promise<string>,
  seconds = 180,
): Promise<void> {
  let died: string | null = null
  void ended.then((how) => (died = how))
  let last = 'no answer'
  for (const until = Date.now() + seconds * 1000; Date.now() < until; await sleep(100)) {
    if (died !== null) throw new Error(died)
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(30_000) })
      await response.body?.cancel()
      if (response.ok) return
      last = `status ${response.status}`
    } catch {
      last = 'no answer'
    }
  }
  throw new Error(`gave ${last} at ${url} in ${seconds} seconds`)
}
