import { database, type AnyD1 } from '../../db/database.ts'
import { ready } from '../../db/queries/statement.ts'
import type { Decision, Moment } from '../domain/change.ts'
import { apply, fence, record } from './apply.ts'
import { nameOf, type Command } from './commands.ts'
import { splitMails } from './count-mails.ts'
import { joinChanges } from './join-changes.ts'
import type { Known } from './load.ts'

/** A command that changes something, and what. */
type Deed = { command: Command; decision: Decision<unknown> }

/** Commits deeds of one organization in their order, as one batch: all of them or none. Of none there is nothing to do. */
export async function commit(
  d1: AnyD1,
  { organizationId, organization }: Known,
  deeds: readonly Deed[],
  moment: Moment,
): Promise<void> {
  if (deeds.length === 0) return
  const db = database(d1)
  const joined = joinChanges(deeds.flatMap(({ decision }) => decision.changes))
  const { mails, others: changes } = splitMails(organizationId, joined)
  const version = organization?.version ?? 0
  const recorded = deeds.map(({ command: { operationId, actor }, decision }, at) => ({
    operationId,
    version: version + at + 1,
    actor: nameOf(actor),
    events: decision.events,
    answer: decision.answer,
  }))
  const statements = [
    // One that comes to be has none to fence.
    ...(organization ? [fence(organizationId, version, deeds.length, mails)] : []),
    ...changes.flatMap((change) => apply(db, organizationId, change)),
    ...record(organizationId, recorded, moment),
  ]
  await d1.batch(statements.map((statement) => ready(d1, statement)))
}

/** The fence, a unique index, a foreign key or a check said no: the rows are not what the decision was made on. */
export function isConflict(error: unknown): boolean {
  return (
    error instanceof Error && /constraint failed/i.test(`${error.message} ${String(error.cause)}`)
  )
}
