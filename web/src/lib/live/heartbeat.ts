/** Often enough for what stands between to keep the connection, which commonly ends what was silent for a minute. */
const intervalMs = 25_000
const patienceMs = 10_000

/** Asks again and again whether the other end is there. `onSilence`: it did not answer, whatever the socket says. */
export function heartbeat(ask: () => void, onSilence: () => void) {
  let next: ReturnType<typeof setTimeout> | undefined
  let deadline: ReturnType<typeof setTimeout> | undefined

  function beat(): void {
    stop()
    deadline = setTimeout(onSilence, patienceMs)
    ask()
  }
  function heard(): void {
    stop()
    next = setTimeout(beat, intervalMs)
  }
  function stop(): void {
    clearTimeout(next)
    clearTimeout(deadline)
  }
  return { beat, heard, stop }
}
