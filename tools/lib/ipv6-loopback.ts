import { connect, createServer } from 'node:net'

/**
 * Lets a server that listens on 127.0.0.1 be reached on ::1 too: wrangler listens on one of the two, and
 * "localhost" means either. Where the machine has no IPv6 there is nothing to do. Answers how to stop.
 */
export function alsoOnIpv6(port: number): () => void {
  const server = createServer((outer) => {
    const inner = connect(port, '127.0.0.1')
    outer.on('error', () => inner.destroy())
    inner.on('error', () => outer.destroy())
    outer.on('close', () => inner.destroy())
    outer.pipe(inner).pipe(outer)
  })
  server.on('error', () => {})
  server.listen(port, '::1').unref()
  return () => server.close()
}
