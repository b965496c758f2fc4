/** Settles when somebody asks this process to end: a key, a signal, or the loss of the process that started it. */
export function askedToStop(): Promise<void> {
  // A terminal that was closed takes no more output; that must not keep us from stopping what runs.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(signal, () => resolve())
    process.once('disconnect', () => resolve())
    process.channel?.unref()
  })
}
