import { listWorkspaces } from '../../db/queries/list-workspaces.ts'
import { workspaceUsage } from '../../db/queries/workspace-usage.ts'
import { presentUsage, presentWorkspace } from '../domain/workspace/workspace.ts'
import { inputs } from './inputs.ts'
import { command } from './command.ts'
import { read } from './read.ts'
import { unwrap } from './refused.ts'
import { claimedProcedure, router } from './trpc.ts'

export const workspaceRouter = router({
  list: claimedProcedure.input(inputs.workspace.list).query(async ({ ctx, input }) => {
    const { items } = await read(ctx, input.organizationId, listWorkspaces)
    return { items: items.map(presentWorkspace) }
  }),
  usage: claimedProcedure
    .input(inputs.workspace.usage)
    .query(async ({ ctx, input: { organizationId, workspaceId } }) => {
      const { viewer, usage } = await read(ctx, organizationId, (d1, asking) =>
        workspaceUsage(d1, asking, workspaceId),
      )
      return unwrap(presentUsage(viewer, usage))
    }),
  create: claimedProcedure
    .input(inputs.workspace.create)
    .mutation(({ ctx, input: { name, description = '', ...to } }) =>
      command(ctx, 'workspace.create', to, { name, description }),
    ),
  update: claimedProcedure
    .input(inputs.workspace.update)
    .mutation(({ ctx, input: { workspaceId, name, description, ...to } }) =>
      command(ctx, 'workspace.update', to, {
        workspaceId,
        ...(name === undefined ? {} : { name }),
        ...(description === undefined ? {} : { description }),
      }),
    ),
  archive: claimedProcedure
    .input(inputs.workspace.one)
    .mutation(({ ctx, input: { workspaceId, ...to } }) =>
      command(ctx, 'workspace.archive', to, { workspaceId }),
    ),
  restore: claimedProcedure
    .input(inputs.workspace.one)
    .mutation(({ ctx, input: { workspaceId, ...to } }) =>
      command(ctx, 'workspace.restore', to, { workspaceId }),
    ),
  delete: claimedProcedure
    .input(inputs.workspace.one)
    .mutation(({ ctx, input: { workspaceId, ...to } }) =>
      command(ctx, 'workspace.delete', to, { workspaceId }),
    ),
})
