import { listMembers } from '../../db/queries/list-members.ts'
import { removalPreview } from '../../db/queries/removal-preview.ts'
import { presentMember } from '../domain/member/present.ts'
import { presentRemoval } from '../domain/member/removal.ts'
import type { MemberView, Page } from '../domain/views.ts'
import { inputs } from './inputs.ts'
import { command } from './command.ts'
import { read } from './read.ts'
import { unwrap } from './refused.ts'
import { claimedProcedure, router } from './trpc.ts'

export const memberRouter = router({
  list: claimedProcedure
    .input(inputs.member.list)
    .query(async ({ ctx, input: { organizationId, ...filter } }): Promise<Page<MemberView>> => {
      const { viewer, owners, items, ...page } = await read(ctx, organizationId, (d1, asking) =>
        listMembers(d1, asking, filter),
      )
      return { ...page, items: items.map((member) => presentMember(member, viewer, owners)) }
    }),
  removalPreview: claimedProcedure
    .input(inputs.member.removalPreview)
    .query(async ({ ctx, input: { organizationId, userId } }) => {
      const { viewer, removal } = await read(ctx, organizationId, (d1, asking) =>
        removalPreview(d1, asking, userId),
      )
      return unwrap(presentRemoval(viewer, removal))
    }),
  changeRole: claimedProcedure
    .input(inputs.member.changeRole)
    .mutation(({ ctx, input: { userId, role, ...to } }) =>
      command(ctx, 'member.changeRole', to, { userId, role }),
    ),
  changeGrants: claimedProcedure
    .input(inputs.member.changeGrants)
    .mutation(({ ctx, input: { userId, grants, ...to } }) =>
      command(ctx, 'member.changeGrants', to, { userId, grants }),
    ),
  rename: claimedProcedure
    .input(inputs.member.rename)
    .mutation(({ ctx, input: { userId, name, ...to } }) =>
      command(ctx, 'member.rename', to, { userId, name }),
    ),
  remove: claimedProcedure
    .input(inputs.member.one)
    .mutation(({ ctx, input: { userId, ...to } }) => command(ctx, 'member.remove', to, { userId })),
  leave: claimedProcedure
    .input(inputs.member.leave)
    .mutation(({ ctx, input: to }) => command(ctx, 'member.leave', to, {})),
})
