import { listWorkspaces } from '../../db/queries/list-workspaces.ts'
import { presentWorkspace } from '../domain/workspace/workspace.ts'
import { inputs } from './inputs.ts'
import { command } from './command.ts'
import type { WorkspaceUsage } from '../domain/views.ts'
import { notYet } from './not-yet.ts'
import { read } from './read.ts'
import { router, signedInProcedure } from './trpc.ts'

export const workspaceRouter = router({
  list: signedInProcedure.input(inputs.workspace.list).query(async ({ ctx, input }) => {
    const { items } = await read(ctx, input.organizationId, listWorkspaces)
    return { items: items.map(presentWorkspace) }
  }),
  usage: signedInProcedure
    .input(inputs.workspace.usage)
    .query((): Promise<WorkspaceUsage> => notYet()),
  create: signedInProcedure
    .input(inputs.workspace.create)
    .mutation(({ ctx, input: { name, description = '', ...to } }) =>
      command(ctx, 'workspace.create', to, { name, description }),
    ),
  update: signedInProcedure
    .input(inputs.workspace.update)
    .mutation(({ ctx, input: { workspaceId, name, description, ...to } }) =>
      command(ctx, 'workspace.update', to, {
        workspaceId,
        ...(name === undefined ? {} : { name }),
        ...(description === undefined ? {} : { description }),
      }),
    ),
  archive: signedInProcedure
    .input(inputs.workspace.one)
    .mutation(({ ctx, input: { workspaceId, ...to } }) =>
      command(ctx, 'workspace.archive', to, { workspaceId }),
    ),
  restore: signedInProcedure
    .input(inputs.workspace.one)
    .mutation(({ ctx, input: { workspaceId, ...to } }) =>
      command(ctx, 'workspace.restore', to, { workspaceId }),
    ),
  delete: signedInProcedure
    .input(inputs.workspace.one)
    .mutation(({ ctx, input: { workspaceId, ...to } }) =>
      command(ctx, 'workspace.delete', to, { workspaceId }),
    ),
})
