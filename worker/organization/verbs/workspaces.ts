import {
  decideArchiveWorkspace,
  decideCreateWorkspace,
  decideDeleteWorkspace,
  decideRestoreWorkspace,
  decideUpdateWorkspace,
} from '../../domain/workspace/workspace.ts'
import { askedByMember } from '../asked-by-member.ts'
import type { Command } from '../commands.ts'
import type { Known } from '../load.ts'
import { verb } from '../verb.ts'

type NamesOne = 'workspace.update' | 'workspace.archive' | 'workspace.restore' | 'workspace.delete'

function needsOne({ input }: Command<NamesOne>) {
  return { workspaces: [input.workspaceId] }
}

function oneOf({ workspaces }: Known, { workspaceId }: { workspaceId: string }) {
  return workspaces.find(({ id }) => id === workspaceId) ?? null
}

export const createWorkspace = verb({
  name: 'workspace.create',
  needs: () => ({}),
  decide: (common, _known, input, moment) =>
    askedByMember(common, (actor) => decideCreateWorkspace({ actor }, input, moment)),
})

export const updateWorkspace = verb({
  name: 'workspace.update',
  needs: needsOne,
  decide: (common, known, input) =>
    askedByMember(common, (actor) =>
      decideUpdateWorkspace({ actor, workspace: oneOf(known, input) }, input),
    ),
})

export const archiveWorkspace = verb({
  name: 'workspace.archive',
  needs: needsOne,
  decide: (common, known, input, moment) =>
    askedByMember(common, (actor) =>
      decideArchiveWorkspace({ actor, workspace: oneOf(known, input) }, moment),
    ),
})

export const restoreWorkspace = verb({
  name: 'workspace.restore',
  needs: needsOne,
  decide: (common, known, input) =>
    askedByMember(common, (actor) =>
      decideRestoreWorkspace({ actor, workspace: oneOf(known, input) }),
    ),
})

export const deleteWorkspace = verb({
  name: 'workspace.delete',
  needs: needsOne,
  decide: (common, known, input) =>
    askedByMember(common, (actor) =>
      decideDeleteWorkspace({ actor, workspace: oneOf(known, input) }),
    ),
})
