/** Members, workspaces and the organization itself: R19, R27, R30, R31, R34 to R37. */
import type { Commands } from '../../organization/commands.ts'
import { changesAny, grant } from './answering.ts'
import { change, refused, refusedAs, unchanged, type Outcome } from './outcome.ts'
import {
  isAdministrator,
  isManagedBy,
  isOpen,
  ownersOf,
  refuseChangingRole,
  refuseGrants,
  refuseRemoving,
  type Scene,
} from './rules.ts'
import { memberView, workspaceView } from './views.ts'
import type { Member, Organization, Role, Workspace } from './world.ts'

type Target = { id: string; member: Member }

export function changeRole(scene: Scene, { id, member }: Target, role: Role): Outcome {
  const { asker } = scene
  const refusal = refuseChangingRole(asker, { ...member, id }, role)
  if (refusal) return refusedAs(refusal)
  if (role === member.role) return unchanged(memberView(scene, id, member))
  return change(() => {
    member.role = role
    if (role !== 'member') member.grants.clear()
    return {
      answer: memberView(scene, id, member),
      events: [{ verb: 'member.changeRole', subjectId: id }],
    }
  })
}

export function changeMemberGrants(
  scene: Scene,
  { id, member }: Target,
  wanted: Commands['member.changeGrants']['input']['grants'],
): Outcome {
  const { of, asker } = scene
  if (!isAdministrator(asker)) return refused('not_permitted')
  if (member.role !== 'member') return refused('grants_need_member_role')
  const unavailable = refuseGrants(of, wanted, member.grants)
  if (unavailable) return refusedAs(unavailable)
  if (!changesAny(wanted, member.grants)) {
    return unchanged(memberView(scene, id, member))
  }
  return change(() => {
    grant(member.grants, wanted)
    return {
      answer: memberView(scene, id, member),
      events: [{ verb: 'member.changeGrants', subjectId: id }],
    }
  })
}

export function renameMember(scene: Scene, { id, member }: Target, name: string): Outcome {
  const { asker } = scene
  if (!isAdministrator(asker)) return refused('not_permitted')
  return change(() => {
    member.shownName = name
    return {
      answer: memberView(scene, id, member),
      events: [{ verb: 'member.rename', subjectId: id }],
    }
  })
}

export function remove({ of, asker }: Scene, { id, member }: Target): Outcome {
  const refusal = refuseRemoving(asker, { ...member, id })
  return refusal ? refusedAs(refusal) : gone(of, id, 'member.remove')
}

export function leave({ of, asker }: Scene): Outcome {
  const isLast = asker.role === 'owner' && ownersOf(of) < 2
  return isLast ? refused('last_owner') : gone(of, asker.id, 'member.leave')
}

function gone(of: Organization, userId: string, verb: string): Outcome {
  return change(() => {
    of.members.delete(userId)
    return { answer: { userId }, events: [{ verb, subjectId: userId }] }
  })
}

export function createWorkspace(
  { of, asker, now }: Scene,
  { name, description }: Commands['workspace.create']['input'],
): Outcome {
  if (!isAdministrator(asker)) return refused('not_permitted')
  return change((ids) => {
    const workspace = { id: ids(), name, description, archivedAt: null, createdAt: now }
    of.workspaces.set(workspace.id, workspace)
    return {
      answer: workspaceView(workspace),
      events: [{ verb: 'workspace.create', subjectId: workspace.id }],
    }
  })
}

export function setWorkspace(
  { of, asker, now }: Scene,
  verb: 'workspace.update' | 'workspace.archive' | 'workspace.restore',
  workspace: Workspace,
  wanted: Partial<Commands['workspace.update']['input']>,
): Outcome {
  const mayRename = verb === 'workspace.update' && isManagedBy(asker)(workspace.id)
  if (!isAdministrator(asker) && !mayRename) return refused('not_permitted')
  const name = wanted.name ?? workspace.name
  const description = wanted.description ?? workspace.description
  const archived = { 'workspace.archive': workspace.archivedAt ?? now, 'workspace.restore': null }
  const archivedAt = verb === 'workspace.update' ? workspace.archivedAt : archived[verb]
  const after = { ...workspace, name, description, archivedAt }
  const isShownOtherwise = name !== workspace.name || archivedAt !== workspace.archivedAt
  if (!isShownOtherwise && description === workspace.description) {
    return unchanged(workspaceView(workspace))
  }
  return change(() => {
    Object.assign(workspace, after)
    if (isShownOtherwise) touchPromises(of, workspace.id)
    return { answer: workspaceView(workspace), events: [{ verb, subjectId: workspace.id }] }
  })
}

export function deleteWorkspace({ of, asker }: Scene, { id: workspaceId }: Workspace): Outcome {
  if (!isAdministrator(asker)) return refused('not_permitted')
  return change(() => {
    touchPromises(of, workspaceId)
    of.workspaces.delete(workspaceId)
    for (const { grants } of of.members.values()) grants.delete(workspaceId)
    for (const { grants } of of.invitations.values()) grants.delete(workspaceId)
    return {
      answer: { workspaceId },
      events: [{ verb: 'workspace.delete', subjectId: workspaceId }],
    }
  })
}

/** R27: what open invitations say of this workspace is something else now. */
function touchPromises(of: Organization, workspaceId: string): void {
  for (const invitation of of.invitations.values()) {
    if (isOpen(invitation) && invitation.grants.has(workspaceId)) invitation.contentVersion += 1
  }
}

export function renameOrganization({ of, asker }: Scene, name: string): Outcome {
  if (!isAdministrator(asker)) return refused('not_permitted')
  const answer = { id: of.id, name }
  if (name === of.name) return unchanged(answer)
  return change(() => {
    of.name = name
    for (const invitation of of.invitations.values()) {
      if (isOpen(invitation)) invitation.contentVersion += 1
    }
    return { answer, events: [{ verb: 'organization.rename', subjectId: of.id }] }
  })
}

export function deleteOrganization({ of, asker }: Scene, name: string): Outcome {
  if (asker.role !== 'owner') return refused('not_permitted')
  if (name !== of.name) return refused('content_changed')
  return change(() => {
    Object.assign(of, { isDeleted: true, name: '', mails: [] })
    for (const held of [of.members, of.workspaces, of.invitations]) held.clear()
    for (const deed of of.deeds.values()) deed.answer = null
    return {
      answer: { organizationId: of.id },
      events: [{ verb: 'organization.delete', subjectId: of.id }],
    }
  })
}
