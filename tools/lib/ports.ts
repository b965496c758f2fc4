import { createServer } from 'node:net'
import { Trouble } from './trouble.ts'

const loopbacks = ['127.0.0.1', '::1']

/** Throws a Trouble that says which port is in use and, where there is an `option`, how to choose another. */
export async function requireFreePort(port: number, what: string, option?: string): Promise<void> {
  if (await isFree(port)) return
  throw new Trouble(
    `Port ${port}, meant for ${what}, is in use: Usher may be running already, or another program has it. ` +
      `Stop that one${option ? `, or choose another port: ${option} ${port + 10}` : ''}. Nothing was started.`,
  )
}

export async function isFree(port: number): Promise<boolean> {
  const answers = await Promise.all(loopbacks.map((address) => canListen(address, port)))
  return answers.every(Boolean)
}

/** A port that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (typeof address !== 'object' || !address) throw new Error('The operating system gave no port')
  return address.port
}

function canListen(address: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    // A machine without IPv6 can't have the port in use there.
    server.once('error', (error: NodeJS.ErrnoException) =>
      resolve(error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT'),
    )
    server.listen(port, address, () => server.close(() => resolve(true)))
  })
}
