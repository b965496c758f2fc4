import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { noFaults } from './faults.ts'
import type { Desk } from './receive.ts'
import { ApiRefusal } from './refusal.ts'
import { handle } from './routes.ts'
import { send } from './send.ts'
import { openStore } from './store.ts'

export type Mailbox = { url: string; close: () => Promise<void> }

/** Starts a mailbox for this machine alone; port 0 takes any free one. Throws when the port is taken. */
export async function startMailbox({
  port,
  file,
  now = Date.now,
}: {
  port: number
  /** Where the mails are kept. */
  file: string
  now?: () => number
}): Promise<Mailbox> {
  const desk = { store: openStore(file), faults: noFaults(), underWay: new Set<string>(), now }
  const listener = listenerFor(desk)
  const server = await listen(listener, port, '127.0.0.1')
  const { port: taken } = server.address() as AddressInfo
  // "localhost" means either of the two; a machine without IPv6 has only the first.
  const second = await listen(listener, taken, '::1').catch(() => null)
  return {
    url: `http://localhost:${taken}`,
    close: async () => {
      await Promise.all([end(server), second && end(second)])
    },
  }
}

function listenerFor(desk: Desk): RequestListener {
  return (request, response) => {
    handle(desk, request, response).catch((error: unknown) => {
      const refusal =
        error instanceof ApiRefusal
          ? error
          : new ApiRefusal(500, 'internal_server_error', `The mailbox failed: ${String(error)}`)
      if (!response.headersSent) send(response, refusal.status, refusal)
      else response.destroy()
    })
  }
}

function listen(listener: RequestListener, port: number, host: string): Promise<Server> {
  const server = createServer(listener)
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => resolve(server))
  })
}

function end(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
