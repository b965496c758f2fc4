import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { isSameAddress } from './address.ts'
import type { Email } from './email.ts'

export type Message = Email & { id: string; createdAt: string }

/** A request that was accepted: its mails, and its idempotency key with a digest of what it sent. */
export type Accepted = {
  key: string | null
  digest: string
  at: number
  messages: Message[]
}

export type Store = {
  keep: (accepted: Accepted) => void
  /** What was accepted by this key in the last 24 hours. */
  acceptedBy: (key: string, now: number) => Accepted | undefined
  /** Newest first; of one recipient, or of all. */
  messages: (filter: { to?: string | undefined; limit?: number | undefined }) => Message[]
  /** Another one after each change. */
  version: () => string
}

const keyLifetimeMs = 24 * 60 * 60 * 1000

/** Keeps what was accepted in a file, a line of JSON each, so that a restart finds it again. */
export function openStore(file: string): Store {
  mkdirSync(path.dirname(path.resolve(file)), { recursive: true })
  const messages: Message[] = []
  const byKey = new Map<string, Accepted>()
  const remember = (accepted: Accepted) => {
    messages.push(...accepted.messages)
    if (accepted.key !== null) byKey.set(accepted.key, accepted)
  }
  for (const accepted of readAccepted(file)) remember(accepted)

  return {
    keep(accepted) {
      // The line break before it ends a line that was cut short. Nobody else may read the file, for the
      // mails hold links that let in whoever has them.
      appendFileSync(file, `\n${JSON.stringify(accepted)}\n`, { mode: 0o600 })
      remember(accepted)
    },
    acceptedBy(key, now) {
      const accepted = byKey.get(key)
      return accepted && accepted.at > now - keyLifetimeMs ? accepted : undefined
    },
    messages({ to, limit }) {
      const found = messages.filter(
        (message) => to === undefined || message.to.some((one) => isSameAddress(one, to)),
      )
      return found.toReversed().slice(0, limit)
    },
    version: () => `${messages.length}-${messages.at(-1)?.id ?? ''}`,
  }
}

function readAccepted(file: string): Accepted[] {
  if (!existsSync(file)) return []
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        return line === '' ? [] : [JSON.parse(line) as Accepted]
      } catch {
        // A line that was cut short when the mailbox was stopped in the middle of it was never answered.
        return []
      }
    })
}
