import type { Actor, Command, Commands, Verb } from '../../organization/commands.ts'
import { accept, approve, cancel, changeGrants, decline, expire } from './answering.ts'
import { invite, inviteMany, resend } from './inviting.ts'
import {
  changeMemberGrants,
  changeRole,
  createWorkspace,
  deleteOrganization,
  deleteWorkspace,
  leave,
  remove,
  renameMember,
  renameOrganization,
  setWorkspace,
} from './managing.ts'
import { change, refused, unchanged, type Outcome } from './outcome.ts'
import type { Asker } from './rules.ts'
import type { Invitation, Member, Organization, Workspace, World } from './world.ts'

type Sent = { [V in Verb]: Command<V> & { verb: V } }[Verb]

/** What the rules make of a command at this instant; the same operation again gets what the first one got. */
export function decide(world: World, command: Command, now: number): Outcome {
  const of = world.organizations.get(command.organizationId)
  const earlier = of?.deeds.get(command.operationId)
  if (earlier) {
    if (earlier.verb !== command.verb || earlier.actor !== nameOf(command.actor)) {
      return refused('not_permitted')
    }
    return earlier.answer === null ? refused('not_found') : unchanged(earlier.answer)
  }
  const sent = command as Sent
  if (sent.verb === 'organization.create') return create(world, sent, now)
  if (!of || of.isDeleted) return refused('not_found')
  switch (sent.verb) {
    case 'invitation.accept':
    case 'invitation.decline':
      return byLink(world, of, sent, now)
    case 'invitation.expire':
      return expire(of, now)
    default:
      return byMember(world, of, sent, now)
  }
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

function create(
  world: World,
  { organizationId, actor, input: { name } }: Command<'organization.create'>,
  now: number,
): Outcome {
  const ownerId = actor.kind === 'user' ? actor.userId : ''
  if (!world.people.has(ownerId)) return refused('not_found')
  if (world.organizations.has(organizationId)) return refused('not_permitted')
  return change(() => {
    const owner = { role: 'owner' as const, shownName: null, joinedAt: now, lastActiveAt: 0 }
    world.organizations.set(organizationId, {
      id: organizationId,
      name,
      isDeleted: false,
      version: 0,
      members: new Map([[ownerId, { ...owner, grants: new Map() }]]),
      workspaces: new Map(),
      invitations: new Map(),
      mails: [],
      deeds: new Map(),
    })
    return {
      answer: { id: organizationId, name },
      events: [{ verb: 'organization.create', subjectId: organizationId }],
    }
  })
}

function byLink(
  world: World,
  of: Organization,
  sent: Extract<Sent, { verb: 'invitation.accept' | 'invitation.decline' }>,
  now: number,
): Outcome {
  const invitation = of.invitations.get(sent.input.invitationId)
  if (!invitation) return refused('not_found')
  if (sent.verb === 'invitation.decline') {
    return decline(of, invitation, sent.input.generation, now)
  }
  const person = world.people.get(sent.actor.kind === 'user' ? sent.actor.userId : '')
  return person ? accept(of, person, invitation, sent.input, now) : refused('not_found')
}

type ByMember = Exclude<
  Sent,
  { verb: 'organization.create' | 'invitation.accept' | 'invitation.decline' | 'invitation.expire' }
>

function byMember(world: World, of: Organization, sent: ByMember, now: number): Outcome {
  const asker = askerOf(of, sent.actor)
  if (!asker) return refused('not_found')
  const scene = { world, of, asker, now }
  const toInvitation = (decided: (invitation: Invitation) => Outcome) =>
    found(of.invitations.get(idOf(sent.input, 'invitationId')), decided)
  const toWorkspace = (decided: (workspace: Workspace) => Outcome) =>
    found(of.workspaces.get(idOf(sent.input, 'workspaceId')), decided)
  const id = idOf(sent.input, 'userId')
  const member = of.members.get(id)
  const toMember = (decided: (target: { id: string; member: Member }) => Outcome) =>
    found(member && { id, member }, decided)

  switch (sent.verb) {
    case 'invitation.create':
      return invite(scene, sent.input)
    case 'invitation.createMany':
      return inviteMany(scene, sent.input)
    case 'invitation.resend':
      return toInvitation((it) => resend(scene, it))
    case 'invitation.approve':
      return toInvitation((it) => approve(scene, it))
    case 'invitation.cancel':
      return toInvitation((it) => cancel(scene, it))
    case 'invitation.changeGrants':
      return toInvitation((it) => changeGrants(scene, it, sent.input.grants))
    case 'member.changeRole':
      return toMember((it) => changeRole(scene, it, sent.input.role))
    case 'member.changeGrants':
      return toMember((it) => changeMemberGrants(scene, it, sent.input.grants))
    case 'member.rename':
      return toMember((it) => renameMember(scene, it, sent.input.name))
    case 'member.remove':
      return toMember((it) => remove(scene, it))
    case 'member.leave':
      return leave(scene)
    case 'workspace.create':
      return createWorkspace(scene, sent.input)
    case 'workspace.update':
    case 'workspace.archive':
    case 'workspace.restore':
      return toWorkspace((it) => setWorkspace(scene, sent.verb, it, sent.input))
    case 'workspace.delete':
      return toWorkspace((it) => deleteWorkspace(scene, it))
    case 'organization.rename':
      return renameOrganization(scene, sent.input.name)
    case 'organization.delete':
      return deleteOrganization(scene, sent.input.name)
  }
}

function askerOf(of: Organization, actor: Actor): Asker | null {
  const id = actor.kind === 'user' ? actor.userId : ''
  const member = of.members.get(id)
  return member ? { ...member, id } : null
}

function idOf(input: Commands[Verb]['input'], name: string): string {
  const id = (input as Record<string, unknown>)[name]
  return typeof id === 'string' ? id : ''
}

function found<T>(thing: T | undefined, decided: (thing: T) => Outcome): Outcome {
  return thing === undefined ? refused('not_found') : decided(thing)
}
