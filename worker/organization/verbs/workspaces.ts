import { workspacesByIds } from '../../../db/queries/snapshot.ts'
import {
  decideArchiveWorkspace,
  decideCreateWorkspace,
  decideDeleteWorkspace,
  decideRestoreWorkspace,
  decideUpdateWorkspace,
} from '../../domain/workspace/workspace.ts'
import { askedByMember } from '../asked-by-member.ts'
import type { Command } from '../commands.ts'
import { verb, type Surroundings } from '../verb.ts'

type NamesOne = 'workspace.update' | 'workspace.archive' | 'workspace.restore' | 'workspace.delete'

function readOne({ db }: Surroundings, { organizationId, input }: Command<NamesOne>) {
  return { workspaces: workspacesByIds(db, organizationId, [input.workspaceId]) }
}

export const createWorkspace = verb({
  name: 'workspace.create',
  read: () => ({}),
  decide: (common, _rows, input, moment) =>
    askedByMember(common, (actor) => decideCreateWorkspace({ actor }, input, moment)),
})

export const updateWorkspace = verb({
  name: 'workspace.update',
  read: readOne,
  decide: (common, { workspaces: [workspace = null] }, input) =>
    askedByMember(common, (actor) => decideUpdateWorkspace({ actor, workspace }, input)),
})

export const archiveWorkspace = verb({
  name: 'workspace.archive',
  read: readOne,
  decide: (common, { workspaces: [workspace = null] }, _input, moment) =>
    askedByMember(common, (actor) => decideArchiveWorkspace({ actor, workspace }, moment)),
})

export const restoreWorkspace = verb({
  name: 'workspace.restore',
  read: readOne,
  decide: (common, { workspaces: [workspace = null] }) =>
    askedByMember(common, (actor) => decideRestoreWorkspace({ actor, workspace })),
})

export const deleteWorkspace = verb({
  name: 'workspace.delete',
  read: readOne,
  decide: (common, { workspaces: [workspace = null] }) =>
    askedByMember(common, (actor) => decideDeleteWorkspace({ actor, workspace })),
})
