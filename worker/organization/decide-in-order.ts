import { viewerOf } from '../../db/queries/records.ts'
import type { Configuration } from '../configuration.ts'
import type { Decision, Moment } from '../domain/change.ts'
import { countedBy } from '../domain/quota.ts'
import { allow, refuse, type Decided } from '../domain/refusal.ts'
import { membersTouchedBy } from '../domain/touched.ts'
import {
  nameOf,
  type Actor,
  type Answer,
  type Command,
  type Commands,
  type Verb,
} from './commands.ts'
import { footprintOf, memberKey, ownersKey } from './footprint.ts'
import type { Earlier, Known } from './load.ts'
import type { Needs } from './needs.ts'
import type { Definition } from './verb.ts'
import { verbs } from './verbs/index.ts'

export type Asked = { command: Command; needs: Needs }
type Decisive<V extends Verb> = Decided<Decision<Commands[V]['answer']>>

/**
 * Decides commands one after the other on what was loaded for all of them, from the first on, until one comes that
 * looks at what an earlier one has changed: it is to be loaded when that is committed. So each is decided on what it
 * would have found by itself. What may touch anything is committed alone.
 */
export function decideInOrder<A extends Asked>(
  asked: readonly A[],
  loaded: Known,
  configuration: Configuration,
  moment: Moment,
): (A & { decision: Decisive<Verb> })[] {
  const decided: (A & { decision: Decisive<Verb> })[] = []
  const changed = new Set<string>()
  let known = loaded
  for (const one of asked) {
    const { command, needs } = one
    const { own, seen } = footprintOf(command, needs, known)
    if ([...own, ...seen].some((key) => changed.has(key))) break
    const decision = decide(command, known, configuration, moment)
    const changes = decision.ok ? decision.value.changes : []
    const members = changes.map(membersTouchedBy)
    const touchesAnything = members.includes(null)
    if (touchesAnything && changed.size > 0) break
    decided.push({ ...one, decision })
    if (touchesAnything) break
    if (changes.length === 0) continue
    const joined = members.flatMap((ids) => ids ?? [])
    for (const key of [...own, ...joined.map(memberKey)]) changed.add(key)
    if (joined.length > 0) changed.add(ownersKey)
    known = { ...known, quotas: changes.reduce(countedBy, known.quotas) }
  }
  return decided
}

function decide<V extends Verb>(
  command: Command<V>,
  known: Known,
  configuration: Configuration,
  moment: Moment,
): Decisive<V> {
  const { verb, organizationId, operationId, actor, input } = command
  if (hasEnded(actor, known)) return refuse('not_found')
  const earlier = known.earlier.get(operationId)
  if (earlier) {
    const again = answerAgain(earlier, command)
    return again.ok ? allow({ changes: [], events: [], concerns: [], answer: again.value }) : again
  }
  const { organization } = known
  const isThere = organization !== null && organization.deletedAt === null
  const userId = actor.kind === 'user' ? actor.userId : ''
  const member = known.members.get(userId)
  const common = {
    organizationId,
    organization: isThere ? organization : null,
    wasDeleted: organization !== null && !isThere,
    actor: member ? viewerOf(member) : null,
    account: known.accounts.get(userId) ?? null,
  }
  const definition: Definition<V> = verbs[verb]
  return definition.decide(common, known, input, moment, configuration)
}

/** To whom was signed out meanwhile, nothing exists. */
function hasEnded(actor: Actor, { sessions }: Known): boolean {
  return actor.kind === 'user' && actor.sessionId !== undefined && !sessions.has(actor.sessionId)
}

/** The same operation again answers what the first one did; another actor's or verb's is none of the asker's. */
export function answerAgain<V extends Verb>(
  earlier: Earlier,
  { verb, actor }: Command<V>,
): Answer<V> {
  if (earlier.verb !== verb || earlier.actor !== nameOf(actor)) return refuse('not_permitted')
  // Answers are forgotten after some days (worker/cron/jobs/forget-old-answers.ts); that it took place is not.
  if (earlier.answer === null) return refuse('not_found')
  return allow(earlier.answer as Commands[V]['answer'])
}
