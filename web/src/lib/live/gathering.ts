/** Hands on what was gathered: at once when the last time is long ago, and never twice within `pauseMs`. */
export function gathering<T>(pauseMs: number, handOn: (gathered: ReadonlySet<T>) => void) {
  let gathered = new Set<T>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let lastAt = -Infinity

  function finish() {
    const all = gathered
    gathered = new Set()
    timer = undefined
    lastAt = Date.now()
    handOn(all)
  }

  return {
    add(items: Iterable<T>): void {
      for (const item of items) gathered.add(item)
      timer ??= setTimeout(finish, Math.max(0, lastAt + pauseMs - Date.now()))
    },
    stop(): void {
      clearTimeout(timer)
    },
  }
}
