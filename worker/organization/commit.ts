import { database } from '../../db/database.ts'
import type { Decision, Moment } from '../domain/change.ts'
import { apply, fence, record, type Statement } from './apply.ts'
import { nameOf, type Command } from './commands.ts'
import { joinChanges } from './join-changes.ts'
import type { Known } from './load.ts'

/** A command that changes something, and what. */
type Deed = { command: Command; decision: Decision<unknown> }

/** Commits deeds of one organization in their order, as one batch: all of them or none. Of none there is nothing to do. */
export async function commit(
  d1: D1DatabaseSession,
  { organizationId, organization }: Known,
  deeds: readonly Deed[],
  moment: Moment,
): Promise<void> {
  if (deeds.length === 0) return
  const db = database(d1)
  const changes = joinChanges(deeds.flatMap(({ decision }) => decision.changes))
  const recorded = deeds.map(({ command: { operationId, actor }, decision }) => ({
    operationId,
    actor: nameOf(actor),
    events: decision.events,
    answer: decision.answer,
  }))
  const statements = [
    // One that comes to be has none to fence.
    ...(organization ? [fence(db, organizationId, organization.version, deeds.length)] : []),
    ...changes.flatMap((change) => apply(db, organizationId, change)),
    ...record(db, organizationId, recorded, moment),
  ]
  await d1.batch(statements.map((statement) => built(d1, statement)))
}

function built(d1: D1DatabaseSession, statement: Statement): D1PreparedStatement {
  const { sql, params } = (statement as Statement & Query).toSQL()
  return d1.prepare(sql).bind(...params)
}

/** What drizzle builds has it, and does not say so of a statement of any kind. */
type Query = { toSQL: () => { sql: string; params: unknown[] } }

/** The fence, a unique index, a foreign key or a check said no: the rows are not what the decision was made on. */
export function isConflict(error: unknown): boolean {
  return (
    error instanceof Error && /constraint failed/i.test(`${error.message} ${String(error.cause)}`)
  )
}
