/** Whether what was heard, and what was recorded, is what the rules make of it in some order. */
import { decide, nameOf } from './oracle/decide.ts'
import { keyOf } from './oracle/rules.ts'
import { operate, operatorVerbs, type OperatorVerb } from './oracle/operator.ts'
import type { Event } from './oracle/outcome.ts'
import type { World } from './oracle/world.ts'
import { openedView } from './oracle/views.ts'
import type { Command } from '../organization/commands.ts'
import type { Item } from './choose.ts'
import type { Heard } from './perform.ts'
import { canonical, openedAsSeen, seen } from './seen.ts'

/** A line of the audit log. */
export type Logged = {
  place: number
  organizationId: string
  operationId: string
  verb: string
  actor: string
  subjectId: string
  answer: string | null
  /** The address of an operator's invitation. */
  email: string
  createdAt: number
}

/** What one commit recorded: its lines, the first of which has the answer. */
type Commit = { lines: Logged[]; first: Logged; operationId: string }

export class Violation extends Error {}

export type Waved = { item: Item; heard: Heard | null }

export type Happened = {
  done: readonly Waved[]
  log: readonly Logged[]
  /** The instants at which what was done may have been decided. */
  instants: readonly number[]
  /** Something was broken, or beside the object: nobody need have been answered. */
  isDisturbed: boolean
  /** Every command that went to an object, by its operation. */
  sent: ReadonlyMap<string, readonly Command[]>
}

const threeDaysMs = 3 * 24 * 60 * 60 * 1000

/**
 * Carries out in the oracle's world what was committed, in the order in which it was. What a command heard must be
 * what the rules say before, between or after those commits, for it took place at one of these points.
 */
export function judge(world: World, { done, log, instants, isDisturbed, sent }: Happened): void {
  let open = done.filter((waved) => mustBeRight(waved, isDisturbed))
  const settle = () => {
    open = open.filter(
      ({ item, heard }) => !instants.some((now) => isRight(world, item, heard, now)),
    )
  }
  settle()
  for (const commit of commitsOf(log)) {
    carryOut(world, commit, sent)
    settle()
  }
  const [wrong] = open
  if (wrong) throw new Violation(explain(world, wrong, instants))
}

/**
 * What broke was told so: `unavailable`, or nothing at all, and the log says whether it took place. Who asks hears no other
 * failure of the product's; only a job, or an operator, may see a database break.
 */
function mustBeRight({ item, heard }: Waved, isDisturbed: boolean): boolean {
  if (heard === null) return false
  const isAsked = item.kind === 'command' || item.kind === 'open'
  if (heard.ok === 'none' && isAsked) {
    throw new Violation(`${canonical(item)}\nhas failed: ${heard.why}`)
  }
  const isOut = heard.ok === 'none' || (!heard.ok && heard.refusal.reason === 'unavailable')
  if (!isOut) return true
  if (isDisturbed) return false
  throw new Violation(`nothing was broken, yet: ${canonical(heard)}`)
}

function isRight(world: World, item: Item, heard: Heard | null, now: number): boolean {
  if (heard === null || heard.ok === 'none') return true
  if (item.kind === 'open') {
    return heard.ok && canonical(openedAsSeen(heard.value)) === canonical(opened(world, item, now))
  }
  if (item.kind !== 'command') return true
  const { command } = item
  const outcome = decide(world, command, now)
  if (outcome.kind === 'refused') {
    return !heard.ok && canonical(heard.refusal) === canonical(outcome.refusal)
  }
  if (outcome.kind === 'change') return false
  if (heard.ok) return canonical(seen(heard.value)) === canonical(outcome.answer)
  // Answers are forgotten, some nights later.
  const deed = world.organizations.get(command.organizationId)?.deeds.get(command.operationId)
  return deed !== undefined && now - deed.at > threeDaysMs && heard.refusal.reason === 'not_found'
}

function opened(world: World, item: Extract<Item, { kind: 'open' }>, now: number) {
  const of = world.organizations.get(item.organizationId)
  const invitation = of?.invitations.get(item.link.invitationId)
  if (!of || !invitation) return { state: 'unknown' }
  return openedView(world, of, invitation, item.link.generation, item.viewerId, now)
}

/** Lines that no command writes stand between: of an opened link, or of who joined by another way. */
function commitsOf(log: readonly Logged[]): Commit[] {
  const commits: Commit[] = []
  for (const line of log) {
    const { verb, organizationId, operationId } = line
    if (verb === 'invitation.open' || verb === 'invitation.closedByJoining') continue
    const commit = commits.findLast(
      (one) => one.operationId === operationId && one.first.organizationId === organizationId,
    )
    if (commit) commit.lines.push(line)
    else commits.push({ lines: [line], first: line, operationId })
  }
  return commits
}

function carryOut(
  world: World,
  { lines, first, operationId }: Commit,
  sent: Happened['sent'],
): void {
  const { organizationId, verb, actor, createdAt } = first
  if (isOperators(verb)) {
    const of = world.organizations.get(organizationId)
    const { subjectId, email } = first
    const wrong =
      of && operate(world, of, { verb, subjectId, actorId: actor, email, now: createdAt })
    if (wrong) throw new Violation(wrong)
    if (verb === 'operator.invite') world.unfenced.add(`${organizationId} ${email}`)
    return
  }
  const command = sent
    .get(operationId)
    ?.find((one) => one.verb === verb && nameOf(one.actor) === actor)
  if (!command) throw new Violation(`nobody asked for ${verb} ${operationId}`)
  const outcome = decide(world, command, createdAt)
  if (outcome.kind !== 'change') {
    throw new Violation(`done, yet by the rules ${canonical(outcome)}: ${canonical(command)}`)
  }
  const made = lines.filter((line) => makes.includes(line.verb)).map(({ subjectId }) => subjectId)
  const { answer, events } = outcome.make(() => made.shift() ?? '')
  expectSame('the log', linesOf(lines), linesOf(events))
  // Of an organization that has been deleted since, nothing but the lines is left.
  const kept = first.answer === null ? answer : seen(JSON.parse(first.answer))
  const compared = (one: unknown) => unlessUnfenced(world, organizationId, one)
  expectSame('the kept answer', compared(kept), compared(answer))
  const of = world.organizations.get(organizationId)
  if (!of) return
  of.version += 1
  of.deeds.set(operationId, { verb, actor, answer: kept, at: createdAt })
}

type Items = { items?: { email: string; outcome: string }[] }

/** Whom an operator has invited past the fence may be refused in a list for another reason too, whichever was there first. */
function unlessUnfenced({ unfenced }: World, organizationId: string, answer: unknown): unknown {
  const { items } = answer as Items
  if (!items) return answer
  const known = items.map(({ email, outcome, ...rest }) =>
    outcome === 'refused' && unfenced.has(`${organizationId} ${keyOf(email)}`)
      ? { email, outcome }
      : { email, outcome, ...rest },
  )
  return { ...(answer as object), items: known }
}

const makes = ['invitation.create', 'workspace.create']

function isOperators(verb: string): verb is OperatorVerb {
  return (operatorVerbs as readonly string[]).includes(verb)
}

function linesOf(events: readonly Event[]): string[] {
  return events.map(({ verb, subjectId }) => `${verb} ${subjectId}`).toSorted()
}

export function expectSame(what: string, real: unknown, expected: unknown): void {
  const [one, other] = [canonical(real), canonical(expected)]
  if (one !== other) throw new Violation(`${what} is\n  ${one}\nand by the rules\n  ${other}`)
}

function explain(world: World, { item, heard }: Waved, instants: readonly number[]): string {
  const now = instants[0] ?? 0
  const expected =
    item.kind === 'command'
      ? decide(world, item.command, now)
      : item.kind === 'open'
        ? opened(world, item, now)
        : null
  const answer = heard?.ok === true ? seen(heard.value) : heard
  return `${canonical(item)}\nwas answered ${canonical(answer)}\nand by the rules, at the end: ${canonical(expected)}`
}
