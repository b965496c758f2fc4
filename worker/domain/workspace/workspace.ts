import type { Decision, Moment } from '../change.ts'
import { isoOrNull } from '../instant.ts'
import type { Viewer, WorkspaceRecord } from '../records.ts'
import { allow, refuse, type Decided, type Refused } from '../refusal.ts'
import { can } from '../roles.ts'
import type { WorkspaceUsage, WorkspaceView } from '../views.ts'

type Snapshot = { actor: Viewer; workspace: WorkspaceRecord | null }
type Counted = 'members' | 'invitations'

export function presentWorkspace(workspace: WorkspaceRecord): WorkspaceView {
  const { id, name, description, archivedAt } = workspace
  return {
    id,
    name,
    description,
    archivedAt: isoOrNull(archivedAt),
  }
}

/** R37. */
function refuseAdministering(viewer: Viewer): Refused | undefined {
  return can(viewer.role, 'workspace.administer') ? undefined : refuse('not_permitted')
}

/** What deleting a workspace takes with it (R19), for whoever may see who is in it: its manager, too. */
export function presentUsage(
  viewer: Viewer,
  { workspace, members, invitations }: Pick<Snapshot, 'workspace'> & Record<Counted, number>,
): Decided<WorkspaceUsage> {
  if (!workspace) return refuse('not_found')
  if (!can(viewer.role, 'workspace.administer') && !viewer.manages.includes(workspace.id)) {
    return refuse('not_permitted')
  }
  return allow({ members, pendingInvitations: invitations })
}

/** R37. */
export function decideCreateWorkspace(
  { actor }: Pick<Snapshot, 'actor'>,
  { name, description }: { name: string; description: string },
  { now, newId }: Moment,
): Decided<Decision<WorkspaceView>> {
  const refused = refuseAdministering(actor)
  if (refused) return refused
  const workspaceId = newId()
  return allow({
    changes: [{ kind: 'workspace.insert', workspaceId, name, description, createdAt: now }],
    events: [{ verb: 'workspace.create', subjectId: workspaceId, details: { name } }],
    concerns: [{ topic: 'workspaces' }],
    answer: presentWorkspace({ id: workspaceId, name, description, archivedAt: null }),
  })
}

/** R37: its Workspace manager may, too. */
export function decideUpdateWorkspace(
  { actor, workspace }: Snapshot,
  { name, description }: { name?: string; description?: string },
): Decided<Decision<WorkspaceView>> {
  if (!workspace) return refuse('not_found')
  if (!can(actor.role, 'workspace.administer') && !actor.manages.includes(workspace.id)) {
    return refuse('not_permitted')
  }
  return set(workspace, {
    verb: 'workspace.update',
    name: name ?? workspace.name,
    description: description ?? workspace.description,
  })
}

/** R19, R37. */
export function decideArchiveWorkspace(
  { actor, workspace }: Snapshot,
  { now }: Pick<Moment, 'now'>,
): Decided<Decision<WorkspaceView>> {
  return moveWorkspace({ actor, workspace }, 'workspace.archive', workspace?.archivedAt ?? now)
}

/** R19, R37. */
export function decideRestoreWorkspace({
  actor,
  workspace,
}: Snapshot): Decided<Decision<WorkspaceView>> {
  return moveWorkspace({ actor, workspace }, 'workspace.restore', null)
}

/** R19: its grants leave the pending invitations, which stay acceptable; the schema's foreign keys take them away. */
export function decideDeleteWorkspace({
  actor,
  workspace,
}: Snapshot): Decided<Decision<{ workspaceId: string }>> {
  if (!workspace) return refuse('not_found')
  const refused = refuseAdministering(actor)
  if (refused) return refused
  const { id: workspaceId, name } = workspace
  return allow({
    changes: [
      { kind: 'promises.touch', workspaceId },
      { kind: 'workspace.delete', workspaceId },
    ],
    events: [{ verb: 'workspace.delete', subjectId: workspaceId, details: { name } }],
    concerns: [{ topic: 'workspaces' }],
    answer: { workspaceId },
  })
}

function moveWorkspace(
  { actor, workspace }: Snapshot,
  verb: string,
  archivedAt: number | null,
): Decided<Decision<WorkspaceView>> {
  if (!workspace) return refuse('not_found')
  return refuseAdministering(actor) ?? set(workspace, { verb, archivedAt })
}

function set(
  workspace: WorkspaceRecord,
  { verb, ...changes }: { verb: string } & Partial<WorkspaceRecord>,
): Decided<Decision<WorkspaceView>> {
  const after = { ...workspace, ...changes }
  const { id: workspaceId, name, description, archivedAt } = after
  const isSame =
    name === workspace.name &&
    description === workspace.description &&
    archivedAt === workspace.archivedAt
  // What an invitee is shown holds the names of the active workspaces, so a change of either is one of its content.
  const isShown = name !== workspace.name || archivedAt !== workspace.archivedAt
  return allow({
    changes: isSame
      ? []
      : [
          { kind: 'workspace.set', workspaceId, name, description, archivedAt },
          ...(isShown ? [{ kind: 'promises.touch' as const, workspaceId }] : []),
        ],
    events: isSame ? [] : [{ verb, subjectId: workspaceId, details: { name, archivedAt } }],
    concerns: isSame ? [] : [{ topic: 'workspaces' }],
    answer: presentWorkspace(after),
  })
}
