import type { Command, Verb } from './commands.ts'
import { verbs } from './verbs/index.ts'
import type { Definition } from './verb.ts'

/** What commands are decided on, by the keys that it is looked up by. Nothing of it grows with the organization. */
export type Needs = {
  /** The ids of sessions that must not have ended. */
  sessions: string[]
  /** The ids of users. */
  members: string[]
  accounts: string[]
  invitations: string[]
  /** Those of the invitations with which it is also needed what is known of their addresses and workspaces. */
  resends: string[]
  /** Address keys: who is invited by them, or a member. */
  addresses: string[]
  workspaces: string[]
  quotas: string[]
  owners: boolean
  /** So many invitations whose expiry is to be recorded. */
  due: number
}

const nothing: Needs = {
  sessions: [],
  members: [],
  accounts: [],
  invitations: [],
  resends: [],
  addresses: [],
  workspaces: [],
  quotas: [],
  owners: false,
  due: 0,
}

/** What a command needs, its actor's session and membership included. */
export function needsOf<V extends Verb>(command: Command<V>): Needs {
  const definition: Definition<V> = verbs[command.verb]
  const needs = { ...nothing, ...definition.needs(command) }
  const { actor } = command
  if (actor.kind !== 'user') return needs
  return {
    ...needs,
    sessions: actor.sessionId === undefined ? [] : [actor.sessionId],
    members: [actor.userId, ...needs.members],
  }
}

/** What several commands need together: each thing once. */
export function sumOf(all: readonly Needs[]): Needs {
  const each = (name: Exclude<keyof Needs, 'owners' | 'due'>) => [
    ...new Set(all.flatMap((needs) => needs[name])),
  ]
  return {
    sessions: each('sessions'),
    members: each('members'),
    accounts: each('accounts'),
    invitations: each('invitations'),
    resends: each('resends'),
    addresses: each('addresses'),
    workspaces: each('workspaces'),
    quotas: each('quotas'),
    owners: all.some(({ owners }) => owners),
    due: Math.max(...all.map(({ due }) => due)),
  }
}
