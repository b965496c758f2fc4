import { watch } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { databaseFile } from '../lib/local-database.ts'

const longestWaitMs = 2_000

/** When a worker dies, counted from an answer: at once, a moment later, or while it writes, before it answers. */
export async function deadlyMoment(
  state: string,
  random: (below: number) => number,
): Promise<void> {
  const kinds = [() => Promise.resolve(), () => sleep(random(50)), () => nextWrite(state)]
  await kinds[random(kinds.length)]?.()
}

async function nextWrite(state: string): Promise<void> {
  const file = databaseFile(state)
  if (file === null) return
  const changes = watch(`${file}-wal`, { signal: AbortSignal.timeout(longestWaitMs) })
  // The first one is enough; none in time is no matter.
  await changes.next().catch(() => {})
  await changes.return?.()
}
