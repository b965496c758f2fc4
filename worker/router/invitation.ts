import { invitationLog } from '../../db/queries/invitation-timeline.ts'
import { listInvitations } from '../../db/queries/list-invitations.ts'
import { presentInvitation } from '../domain/invitation/present.ts'
import { presentTimeline } from '../domain/invitation/timeline.ts'
import type { InvitationView, Page } from '../domain/views.ts'
import {
  acceptInvitation,
  createAccount,
  declineInvitation,
  openInvitation,
} from './invitation-link.ts'
import { command } from './command.ts'
import { inputs } from './inputs.ts'
import { read } from './read.ts'
import { unwrap } from './refused.ts'
import { claimedProcedure, publicProcedure, router } from './trpc.ts'

export const invitationRouter = router({
  list: claimedProcedure
    .input(inputs.invitation.list)
    .query(async ({ ctx, input: { organizationId, ...filter } }): Promise<Page<InvitationView>> => {
      const { viewer, items, ...page } = await read(ctx, organizationId, (d1, asking) =>
        listInvitations(d1, asking, filter),
      )
      return { ...page, items: items.map((item) => presentInvitation(item, viewer, ctx.now)) }
    }),
  create: claimedProcedure
    .input(inputs.invitation.create)
    .mutation(({ ctx, input: { email, role, grants = [], ...to } }) =>
      command(ctx, 'invitation.create', to, { email, role, grants, locale: ctx.locale }),
    ),
  createMany: claimedProcedure
    .input(inputs.invitation.createMany)
    .mutation(({ ctx, input: { invitations, dryRun, ...to } }) =>
      command(ctx, 'invitation.createMany', to, {
        invitations: invitations.map(({ grants = [], ...one }) => ({ ...one, grants })),
        dryRun,
        locale: ctx.locale,
      }),
    ),
  approve: claimedProcedure
    .input(inputs.invitation.one)
    .mutation(({ ctx, input: { invitationId, ...to } }) =>
      command(ctx, 'invitation.approve', to, { invitationId }),
    ),
  timeline: claimedProcedure
    .input(inputs.invitation.timeline)
    .query(async ({ ctx, input: { organizationId, invitationId } }) => {
      const { viewer, logged } = await read(ctx, organizationId, (d1, asking) =>
        invitationLog(d1, asking, invitationId),
      )
      return unwrap(presentTimeline(viewer, logged, ctx.now))
    }),
  resend: claimedProcedure
    .input(inputs.invitation.one)
    .mutation(({ ctx, input: { invitationId, ...to } }) =>
      command(ctx, 'invitation.resend', to, { invitationId, locale: ctx.locale }),
    ),
  cancel: claimedProcedure
    .input(inputs.invitation.one)
    .mutation(({ ctx, input: { invitationId, ...to } }) =>
      command(ctx, 'invitation.cancel', to, { invitationId }),
    ),
  changeGrants: claimedProcedure
    .input(inputs.invitation.changeGrants)
    .mutation(({ ctx, input: { invitationId, grants, ...to } }) =>
      command(ctx, 'invitation.changeGrants', to, { invitationId, grants }),
    ),
  // A mutation although it only notes that it was opened: the secret travels in a POST's body, never in a URL.
  open: publicProcedure
    .input(inputs.invitation.open)
    .mutation(({ ctx, input }) => openInvitation(ctx, input)),
  createAccount: publicProcedure
    .input(inputs.invitation.createAccount)
    .mutation(({ ctx, input }) => createAccount(ctx, input)),
  accept: claimedProcedure
    .input(inputs.invitation.accept)
    .mutation(({ ctx, input }) => acceptInvitation(ctx, input)),
  decline: publicProcedure
    .input(inputs.invitation.decline)
    .mutation(({ ctx, input }) => declineInvitation(ctx, input)),
})
