import type { Configuration } from '../configuration.ts'
import type { Decision, Moment } from '../domain/change.ts'
import type { Viewer } from '../domain/records.ts'
import type { Decided } from '../domain/refusal.ts'
import type { Command, Commands, Verb } from './commands.ts'
import type { Account, Known } from './load.ts'
import type { Needs } from './needs.ts'

/** What every command is decided on, whatever its verb. */
export type Common = {
  organizationId: string
  /** `null`: there is no such organization, or none any more. */
  organization: { name: string; version: number } | null
  /** There was one. */
  wasDeleted: boolean
  /** The actor as the member that they are now; `null` for who is none. */
  actor: Viewer | null
  /** Their account, for those verbs that need it. */
  account: Account | null
}

/**
 * One verb: what it needs besides the common, and how it decides on that. What is known may be more than it needs:
 * other commands were loaded with it.
 */
export type Definition<V extends Verb> = {
  name: V
  needs: (command: Command<V>) => Partial<Needs>
  decide: (
    common: Common,
    known: Known,
    input: Commands[V]['input'],
    moment: Moment,
    configuration: Configuration,
  ) => Decided<Decision<Commands[V]['answer']>>
}

export function verb<V extends Verb>(definition: Definition<V>): Definition<V> {
  return definition
}
