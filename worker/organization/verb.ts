import type { BatchItem } from 'drizzle-orm/batch'
import type { Database } from '../../db/database.ts'
import { readBatch, type Rows } from '../../db/queries/batch.ts'
import { viewerOf } from '../../db/queries/records.ts'
import { earlierOperation, memberById, organizationById } from '../../db/queries/snapshot.ts'
import type { Configuration } from '../configuration.ts'
import type { Decision, Moment } from '../domain/change.ts'
import type { Viewer } from '../domain/records.ts'
import type { Decided } from '../domain/refusal.ts'
import type { Command, Commands, Verb } from './commands.ts'

type Queries = Record<string, BatchItem<'sqlite'> & PromiseLike<unknown>>

/** What every command is decided on, whatever its verb. */
export type Common = {
  organizationId: string
  /** `null`: there is no such organization, or none any more. */
  organization: { name: string; version: number } | null
  /** There was one. */
  wasDeleted: boolean
  /** The actor as the member that they are now; `null` for who is none. */
  actor: Viewer | null
  /** What the same operation came to when it was first carried out. */
  earlier: { verb: string; actor: string; answer: unknown } | null
}

/** What was loaded for one command, in one round trip, and how it is decided on that. */
type Loaded<V extends Verb> = {
  common: Common
  decide: (moment: Moment) => Decided<Decision<Commands[V]['answer']>>
}

export type Surroundings = { db: Database; configuration: Configuration; now: number }
export type Load<V extends Verb> = (
  surroundings: Surroundings,
  command: Command<V>,
) => Promise<Loaded<V>>

/** One verb: what it reads besides the common, and how it decides on all that. */
export function verb<V extends Verb, Q extends Queries>(definition: {
  name: V
  read: (surroundings: Surroundings, command: Command<V>) => Q
  decide: (
    common: Common,
    rows: Rows<Q>,
    input: Commands[V]['input'],
    moment: Moment,
    configuration: Configuration,
  ) => Decided<Decision<Commands[V]['answer']>>
}): Load<V> {
  return async (surroundings, command) => {
    const { db, configuration } = surroundings
    const { organizationId, operationId, actor, input } = command
    const [base, rows] = await readBatch(
      db,
      {
        organization: organizationById(db, organizationId),
        earlier: earlierOperation(db, organizationId, operationId),
        actor: memberById(db, organizationId, actor.kind === 'user' ? actor.userId : ''),
      },
      definition.read(surroundings, command),
    )
    const [organization] = base.organization
    const wasDeleted = organization !== undefined && organization.deletedAt !== null
    const member = base.actor[0]
    const common: Common = {
      organizationId,
      organization: organization && !wasDeleted ? organization : null,
      wasDeleted,
      actor: member ? viewerOf(member) : null,
      earlier: base.earlier[0] ?? null,
    }
    return {
      common,
      decide: (moment) => definition.decide(common, rows, input, moment, configuration),
    }
  }
}
