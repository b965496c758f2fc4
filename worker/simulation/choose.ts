/** What a step means in the world as the oracle knows it: who does what to what. */
import type { Actor, Command, Commands, Verb } from '../organization/commands.ts'
import { isOpen } from './oracle/rules.ts'
import type { Invitation, Organization, World } from './oracle/world.ts'
import { operatorVerbs, type OperatorVerb } from './oracle/operator.ts'
import type { Step } from './plan.ts'

/** By which way a command comes: through the object, a second instance of it, or by a link and the router. */
type Way = 'object' | 'beside' | 'link'

export type Item =
  | { kind: 'command'; command: Command; way: Way }
  | { kind: 'open'; organizationId: string; link: Link; viewerId: string | null }
  | { kind: 'deliver'; limit: number }
  | { kind: 'schedule'; cron: string }
  | {
      kind: 'operate'
      verb: OperatorVerb
      organizationId: string
      userId: string
      email: string
      id: string
    }

export type Link = { invitationId: string; generation: number }

export type Choosing = {
  world: World
  /** Addresses of nobody, besides those of people. */
  addresses: readonly string[]
  newId: () => string
  /** What was sent before, newest last. */
  before: readonly Command[]
}

const names = ['Acme', 'Überraum', 'a.b@c', '山田太郎', "O'Neil & Söhne", 'Web', 'API', 'Old']
const roles = ['member', 'admin', 'member', 'owner'] as const
const grantRoles = ['member', 'manager', null] as const

export function choose(step: Step, choosing: Choosing): Item {
  const { world, newId } = choosing
  const of = organizationOf(world, step.also >> 6)
  const { kind, by, to, how, also } = step
  const actor: Actor = { kind: 'user', userId: actorId(world, of, by) }
  const way = also % 4 === 0 ? 'beside' : 'object'
  const send = <V extends Verb>(
    verb: V,
    input: Commands[V]['input'],
    more: Partial<Command> = {},
  ): Item => {
    const operationId = newId()
    const command: Command = { verb, organizationId: of.id, operationId, actor, input, ...more }
    return { kind: 'command', command, way }
  }
  const invitation = invitationIn(of, to, how)
  const invitationId = invitation?.id ?? newId()
  const workspaceId = pick([...of.workspaces.keys(), newId()], to)
  const memberId = pick([...of.members.keys(), ...world.people.keys()], to)
  const name = pick(names, how)

  switch (kind) {
    case 'invite':
      return send('invitation.create', { ...asked(choosing, of, to, how, also), locale: 'en' })
    case 'inviteMany': {
      const places = Array.from({ length: 1 + (also % 5) }, (_, at) => at)
      const invitations = places.map((at) => asked(choosing, of, to + at * how, how + at, also))
      const dryRun = how % 5 === 0
      return send('invitation.createMany', { invitations, dryRun, locale: 'ja' })
    }
    case 'resend':
      return send('invitation.resend', { invitationId, locale: 'en' })
    case 'approve':
      return send('invitation.approve', { invitationId })
    case 'cancel':
      return send('invitation.cancel', { invitationId })
    case 'changeGrants':
      return send('invitation.changeGrants', { invitationId, grants: grantsIn(of, how, also) })
    case 'accept':
    case 'decline':
    case 'open':
      return byLink(step, choosing, of, invitation)
    case 'again':
      return again(choosing, to, also) ?? send('member.leave', {})
    case 'changeRole':
      return send('member.changeRole', { userId: memberId, role: pick(roles, how) })
    case 'changeMemberGrants':
      return send('member.changeGrants', { userId: memberId, grants: grantsIn(of, how, also) })
    case 'renameMember':
      return send('member.rename', { userId: memberId, name })
    case 'remove':
      return send('member.remove', { userId: memberId })
    case 'leave':
      return send('member.leave', {})
    case 'createWorkspace':
      return send('workspace.create', { name, description: pick(names, also) })
    case 'updateWorkspace':
      return send('workspace.update', { workspaceId, name })
    case 'archiveWorkspace':
      return send('workspace.archive', { workspaceId })
    case 'restoreWorkspace':
      return send('workspace.restore', { workspaceId })
    case 'deleteWorkspace':
      return send('workspace.delete', { workspaceId })
    case 'createOrganization': {
      // Also one that is there, or was.
      const organizationId = pick([newId(), newId(), of.id], how)
      return send('organization.create', { name }, { organizationId })
    }
    case 'renameOrganization':
      return send('organization.rename', { name })
    case 'deleteOrganization':
      return send('organization.delete', { name: how % 8 === 0 ? of.name : name })
    case 'expire': {
      const job: Actor = { kind: 'system', job: 'record-expiries' }
      return send('invitation.expire', { limit: 500 }, { actor: job })
    }
    case 'deliver':
      return { kind: 'deliver', limit: 1 + (how % 12) }
    case 'everyMinute':
      return { kind: 'schedule', cron: '* * * * *' }
    case 'everyNight':
      return { kind: 'schedule', cron: '17 3 * * *' }
    case 'operate': {
      const verb = pick(operatorVerbs, how)
      const email = pick(choosing.addresses, to)
      return { kind, verb, organizationId: of.id, userId: memberId, email, id: newId() }
    }
  }
}

function pick<T>(list: readonly T[], n: number): T {
  return list[n % list.length] as T
}

/** Mostly one of the two that a round starts with, as long as they are there. */
function organizationOf(world: World, n: number): Organization {
  const all = [...world.organizations.values()]
  const alive = all.slice(0, 2).filter(({ isDeleted }) => !isDeleted)
  return pick(n % 8 === 0 || alive.length === 0 ? all : alive, n)
}

/** Mostly somebody who may do something. */
function actorId(world: World, of: Organization, by: number): string {
  const all = [...world.people.keys()]
  const administrators = [...of.members].flatMap(([id, { role }]) =>
    role === 'member' ? [] : [id],
  )
  const isAnybody = by % 10 >= 8 || administrators.length === 0
  return pick(isAnybody ? all : administrators, Math.floor(by / 10))
}

function invitationIn(of: Organization, to: number, how: number): Invitation | undefined {
  const all = [...of.invitations.values()]
  const open = all.filter(isOpen)
  const from = how % 5 > 0 && open.length > 0 ? open : all
  return from.length > 0 ? pick(from, to) : undefined
}

function asked(
  { world, addresses }: Choosing,
  of: Organization,
  to: number,
  how: number,
  also: number,
) {
  const outsiders = [...world.people].flatMap(([id, { email }]) =>
    of.members.has(id) ? [] : [email],
  )
  const anybody = [...world.people.values()].map(({ email }) => email)
  // Few, so that many invite the same one.
  const address = pick(to % 12 === 0 ? anybody : [...addresses, ...outsiders], to)
  const spelled = [address, address, address, address.toUpperCase(), ` ${address} `]
  const email = how % 29 === 0 ? 'no address' : pick(spelled, how >> 2)
  const role = pick(roles, how)
  const grants = role === 'member' || also % 9 === 0 ? grantsIn(of, how, also) : []
  return { email, role, grants }
}

function grantsIn(of: Organization, how: number, also: number) {
  const ids = [...of.workspaces.keys()]
  const some = ids.filter((_, at) => ((also >> at) & 1) === 1)
  const strange = also % 37 === 0 ? ['00000000-0000-4000-8000-000000000000'] : []
  return [...some, ...strange].map((workspaceId, at) => ({
    workspaceId,
    role: pick(grantRoles, how + at),
  }))
}

function byLink(
  { kind, by, how, also }: Step,
  { world, newId }: Choosing,
  of: Organization,
  invitation: Invitation | undefined,
): Item {
  const people = [...world.people.values()]
  const invitee = people.find(({ email }) => email === invitation?.emailKey)
  const person = how % 4 > 0 && invitee ? invitee : pick(people, by)
  const older = also % 6 === 0 ? 1 : 0
  const link = {
    invitationId: invitation?.id ?? newId(),
    generation: Math.max((invitation?.generation ?? 1) - older, 1),
  }
  const organizationId = of.id
  if (kind === 'open') return { kind, organizationId, link, viewerId: by % 3 ? person.id : null }
  const to = { organizationId, operationId: newId() }
  if (kind === 'decline') {
    const actor: Actor = { kind: 'link' }
    const command: Command = { ...to, verb: 'invitation.decline', actor, input: link }
    return { kind: 'command', way: 'link', command }
  }
  const seen = invitation?.contentVersion ?? 1
  const contentVersion = also % 7 === 0 ? seen - 1 : seen
  const actor: Actor = { kind: 'user', userId: person.id }
  const input = { ...link, contentVersion }
  const command: Command = { ...to, verb: 'invitation.accept', actor, input }
  return {
    kind: 'command',
    way: also % 3 === 0 ? 'link' : also % 3 === 1 ? 'object' : 'beside',
    command,
  }
}

/** The same operation once more, by the same actor; now and then by another one, who has no business with it. */
function again({ before, world }: Choosing, to: number, also: number): Item | null {
  const recent = before.slice(-12)
  if (recent.length === 0) return null
  const command = pick(recent, to)
  const actor: Actor = { kind: 'user', userId: pick([...world.people.keys()], also) }
  const isAnothers = also % 12 === 0 && command.actor.kind === 'user'
  return {
    kind: 'command',
    way: also % 4 === 1 ? 'beside' : 'object',
    command: isAnothers ? { ...command, actor } : command,
  }
}
