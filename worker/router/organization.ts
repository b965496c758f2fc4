import { organizationStats } from '../../db/queries/organization-stats.ts'
import { organizationIdFor } from '../organization/organization-id.ts'
import { configuration } from '../configuration.ts'
import { command } from './command.ts'
import { inputs } from './inputs.ts'
import { read } from './read.ts'
import { RefusedError } from './refused.ts'
import { claimedProcedure, router } from './trpc.ts'

export const organizationRouter = router({
  create: claimedProcedure
    .input(inputs.organization.create)
    .mutation(async ({ ctx, input: { name, operationId = crypto.randomUUID() } }) => {
      if (!configuration(ctx.env).organizationCreation)
        throw new RefusedError({ reason: 'not_permitted' })
      const organizationId = await organizationIdFor(ctx.claim.userId, operationId)
      return command(ctx, 'organization.create', { organizationId, operationId }, { name })
    }),
  rename: claimedProcedure
    .input(inputs.organization.rename)
    .mutation(({ ctx, input: { name, ...to } }) =>
      command(ctx, 'organization.rename', to, { name }),
    ),
  delete: claimedProcedure
    .input(inputs.organization.delete)
    .mutation(({ ctx, input: { name, ...to } }) =>
      command(ctx, 'organization.delete', to, { name }),
    ),
  stats: claimedProcedure
    .input(inputs.organization.stats)
    .query(
      async ({ ctx, input }) => (await read(ctx, input.organizationId, organizationStats)).stats,
    ),
})
