import path from 'node:path'
import { parseArguments } from './arguments.ts'
import { defaultState } from './paths.ts'
import { Trouble } from './trouble.ts'

/** Where a local Usher runs and keeps what it knows. */
export type LocalOptions = { port: number; mailboxPort: number; state: string }

export function localOptions(args: readonly string[]): LocalOptions {
  const {
    port,
    'mailbox-port': mailboxPort,
    state,
  } = parseArguments(
    args,
    {
      port: { type: 'string', default: '8787' },
      'mailbox-port': { type: 'string', default: '8025' },
      state: { type: 'string', default: defaultState },
    },
    'What can be said: --port 8787 --mailbox-port 8025 --state <folder>',
  )
  return {
    port: portOf('--port', port),
    mailboxPort: portOf('--mailbox-port', mailboxPort),
    state: path.resolve(state),
  }
}

function portOf(name: string, text: string): number {
  const port = Number(text)
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port
  throw new Trouble(`${name} takes a port, a number from 1 to 65535, not "${text}".`)
}
