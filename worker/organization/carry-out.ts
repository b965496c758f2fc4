import { sessionOf, type AnyD1 } from '../../db/database.ts'
import type { Configuration } from '../configuration.ts'
import type { Concern } from '../domain/concern.ts'
import { allow, refuse } from '../domain/refusal.ts'
import { logFailure } from '../log/failure.ts'
import { asOperations, type Operation } from '../log/operation.ts'
import type { Answer, Command, Verb } from './commands.ts'
import { commit, isConflict } from './commit.ts'
import { answerAgain, decideInOrder } from './decide-in-order.ts'
import { load, type Known } from './load.ts'
import { needsOf, type Needs } from './needs.ts'
import type { Waiting } from './queue.ts'

export type Means = {
  d1: D1Database
  configuration: Configuration
  now: () => number
  newId: () => string
  /** Tells whoever may hear of what was done; it is not waited for. */
  announce: (organizationId: string, concerns: Concern[]) => void
}

type One = Waiting<Command, Answer<Verb>>

/** A commit loses against another way of changing rows at most this often before its caller hears of it. */
const attempts = 5
const busy = () => refuse('unavailable', 1)

/**
 * Carries out commands of one organization that waited at the same time, as if one after the other: all of them, or
 * the first ones, so far as they can be decided on one load. One that can't even be decided takes no other along.
 */
export async function carryOut(means: Means, group: readonly One[]): Promise<void> {
  try {
    await asOperations(operationsOf(group), () => carryOutTogether(means, group))
  } catch (error) {
    if (group.length > 1) await oneByOne(means, group)
    else failAll(group, error)
  }
}

async function oneByOne(means: Means, group: readonly One[]): Promise<void> {
  for (const one of group) await carryOut(means, [one])
}

/**
 * Load, decide, commit: one round trip to D1 for the load, one for the commit. A commit that fails on the fence, or
 * on an invariant of the schema, is loaded and decided anew, each command by itself. After any other failure, which
 * may have happened before or after the commit took place, it is only read back whether the operations are there.
 */
async function carryOutTogether(means: Means, group: readonly One[]): Promise<void> {
  let waiting = group
  let mustOnlyReadBack = false
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    // Whoever gave up is left out, and nobody is decided on what that would have changed.
    waiting = waiting.filter(({ isLate }) => !isLate())
    if (waiting.length === 0) return
    const moment = { now: means.now(), newId: means.newId }
    const asked = waiting.map((one) => ({
      one,
      command: one.command,
      needs: needsOf(one.command),
    }))
    // Whatever decides is read from the primary.
    const d1 = sessionOf(means.d1, 'first-primary')
    const known = await loadOrFail(d1, asked, moment.now)
    if (!known) return
    if (mustOnlyReadBack) return answerWhatIsThere(waiting, known, bookmarkOf(d1))

    const decided = decideInOrder(asked, known, means.configuration, moment)
    waiting = decided.map(({ one }) => one)
    if (waiting.some(({ isLate }) => isLate())) continue
    const deeds = decided.flatMap(({ one, command, decision }) =>
      decision.ok && decision.value.changes.length > 0
        ? [{ one, command, decision: decision.value }]
        : [],
    )
    const concerns = deeds.flatMap(({ decision }) => decision.concerns)
    try {
      await commit(d1, known, deeds, moment)
      means.announce(known.organizationId, concerns)
      for (const { one, decision } of decided)
        one.answer({
          ...(decision.ok ? allow(decision.value.answer) : decision),
          ...bookmarkOf(d1),
        })
      return
    } catch (error) {
      if (isConflict(error)) {
        if (waiting.length > 1) return oneByOne(means, waiting)
        continue
      }
      mustOnlyReadBack = true
      for (const { one, command } of deeds) {
        asOperations(operationsOf([one]), () =>
          logFailure('commit_failed', error, namesOf(command)),
        )
      }
      // It may have taken place; reading once more harms nobody.
      means.announce(known.organizationId, concerns)
    }
  }
  for (const one of waiting) one.answer(busy())
}

async function loadOrFail(
  d1: AnyD1,
  asked: readonly { one: One; command: Command; needs: Needs }[],
  now: number,
): Promise<Known | null> {
  try {
    return await load(d1, asked, now)
  } catch (error) {
    // Another try of ours would only add to what the database bears.
    failAll(
      asked.map(({ one }) => one),
      error,
    )
    return null
  }
}

function answerWhatIsThere(
  waiting: readonly One[],
  { earlier }: Known,
  bookmark: { bookmark?: string },
): void {
  for (const { command, answer } of waiting) {
    const one = earlier.get(command.operationId)
    answer({ ...(one ? answerAgain(one, command) : busy()), ...bookmark })
  }
}

/** Where a session has come to. */
function bookmarkOf(d1: D1DatabaseSession): { bookmark?: string } {
  const bookmark = d1.getBookmark()
  return bookmark === null ? {} : { bookmark }
}

function failAll(waiting: readonly One[], error: unknown): void {
  for (const { fail } of waiting) fail(error)
}

function operationsOf(waiting: readonly One[]): Operation[] {
  return waiting.flatMap(({ operation }) => operation ?? [])
}

/** What a log may say of a command: never its input, which may hold an address. */
export function namesOf({ verb, organizationId, operationId }: Command) {
  return { verb, organizationId, operationId }
}
