/** A wait before each deed but the first, so that no two begin closer together than `perSecond` allows. */
export function pacemaker(perSecond: number): () => Promise<void> {
  const pause = 1000 / perSecond
  let earliest = 0
  return async () => {
    const wait = earliest - Date.now()
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
    earliest = Date.now() + pause
  }
}
