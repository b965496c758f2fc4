import { database } from '../../db/database.ts'
import type { Configuration } from '../configuration.ts'
import type { Decision } from '../domain/change.ts'
import type { Concern } from '../domain/concern.ts'
import { allow, refuse, type Decided } from '../domain/refusal.ts'
import { logFailure } from '../log/failure.ts'
import { apply, fence, record, type Statement } from './apply.ts'
import type { Actor, Answer, Command, Commands, Verb } from './commands.ts'
import type { Common, Load } from './verb.ts'
import { verbs } from './verbs/index.ts'

export type Means = {
  d1: D1Database
  configuration: Configuration
  now: () => number
  newId: () => string
  /** Tells whoever may hear of what was done; it is not waited for. */
  announce: (concerns: Concern[]) => void
}

/** A commit loses against another way of changing rows at most this often before its caller hears of it. */
const attempts = 5
const busy = () => refuse('unavailable', 1)

/**
 * Load, decide, commit: one round trip to D1 for the load, one for the commit. A commit that fails on the fence, or
 * on an invariant of the schema, is loaded and decided anew. After any other failure, which may have happened
 * before or after the commit took place, it is only read back whether the operation is there.
 */
export async function carryOut<V extends Verb>(
  means: Means,
  command: Command<V>,
  isLate: () => boolean,
): Promise<Answer<V>> {
  const load: Load<V> = verbs[command.verb]
  const db = database(means.d1)
  let mustOnlyReadBack = false
  for (let attempt = 1; attempt <= attempts && !isLate(); attempt += 1) {
    const now = means.now()
    const { common, decide } = await load({ db, configuration: means.configuration, now }, command)
    if (common.earlier) return answerAgain<V>(common.earlier, command)
    if (mustOnlyReadBack) return busy()

    const decided: Decided<Decision<Commands[V]['answer']>> = decide({ now, newId: means.newId })
    if (!decided.ok) return decided
    const { changes, events, concerns, answer } = decided.value
    if (changes.length === 0) return allow(answer)
    if (isLate()) return busy()

    const statements: Statement[] = [
      ...openingOf(common, db),
      ...changes.flatMap((change) => apply(db, command.organizationId, change)),
      record(db, command.organizationId, events, {
        operationId: command.operationId,
        actor: nameOf(command.actor),
        answer,
        now,
        newId: means.newId,
      }),
    ]
    try {
      const [first, ...others] = statements
      if (first) await db.batch([first, ...others])
      means.announce(concerns)
      return allow(answer)
    } catch (error) {
      mustOnlyReadBack = !isConflict(error)
      if (!mustOnlyReadBack) continue
      logFailure('commit_failed', error, namesOf(command))
      // It may have taken place; reading once more harms nobody.
      means.announce(concerns)
    }
  }
  return busy()
}

function openingOf(
  { organization, organizationId }: Common,
  db: ReturnType<typeof database>,
): Statement[] {
  return organization ? [fence(db, organizationId, organization.version)] : []
}

/** The same operation again answers what the first one did; another actor's or verb's is none of the asker's. */
function answerAgain<V extends Verb>(
  earlier: NonNullable<Common['earlier']>,
  { verb, actor }: Command<V>,
): Answer<V> {
  if (earlier.verb !== verb || earlier.actor !== nameOf(actor)) return refuse('not_permitted')
  // Answers are forgotten after some days (worker/cron/jobs/forget-old-answers.ts); that it took place is not.
  if (earlier.answer === null) return refuse('not_found')
  return allow(earlier.answer as Commands[V]['answer'])
}

export function nameOf(actor: Actor): string {
  switch (actor.kind) {
    case 'user':
      return actor.userId
    case 'link':
      return 'link'
    case 'system':
      return `system:${actor.job}`
  }
}

/** The fence, a unique index, a foreign key or a check said no: the rows are not what the decision was made on. */
function isConflict(error: unknown): boolean {
  return (
    error instanceof Error && /constraint failed/i.test(`${error.message} ${String(error.cause)}`)
  )
}

/** What a log may say of a command: never its input, which may hold an address. */
export function namesOf({ verb, organizationId, operationId }: Command) {
  return { verb, organizationId, operationId }
}
