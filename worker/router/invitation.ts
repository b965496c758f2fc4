import { listInvitations } from '../../db/queries/list-invitations.ts'
import { presentInvitation } from '../domain/invitation/present.ts'
import type { InvitationView, Page, TimelineEntry } from '../domain/views.ts'
import {
  acceptInvitation,
  createAccount,
  declineInvitation,
  openInvitation,
} from './invitation-link.ts'
import { command } from './command.ts'
import { inputs } from './inputs.ts'
import { notYet } from './not-yet.ts'
import { read } from './read.ts'
import { publicProcedure, router, signedInProcedure } from './trpc.ts'

export const invitationRouter = router({
  list: signedInProcedure
    .input(inputs.invitation.list)
    .query(async ({ ctx, input: { organizationId, ...filter } }): Promise<Page<InvitationView>> => {
      const { viewer, items, ...page } = await read(ctx, organizationId, (db, asking) =>
        listInvitations(db, asking, filter),
      )
      return { ...page, items: items.map((item) => presentInvitation(item, viewer, ctx.now)) }
    }),
  create: signedInProcedure
    .input(inputs.invitation.create)
    .mutation(({ ctx, input: { email, role, grants = [], ...to } }) =>
      command(ctx, 'invitation.create', to, { email, role, grants, locale: ctx.locale }),
    ),
  createMany: signedInProcedure
    .input(inputs.invitation.createMany)
    .mutation(({ ctx, input: { invitations, dryRun, ...to } }) =>
      command(ctx, 'invitation.createMany', to, {
        invitations: invitations.map(({ grants = [], ...one }) => ({ ...one, grants })),
        dryRun,
        locale: ctx.locale,
      }),
    ),
  approve: signedInProcedure
    .input(inputs.invitation.one)
    .mutation(({ ctx, input: { invitationId, ...to } }) =>
      command(ctx, 'invitation.approve', to, { invitationId }),
    ),
  timeline: signedInProcedure
    .input(inputs.invitation.timeline)
    .query((): Promise<{ items: TimelineEntry[] }> => notYet()),
  resend: signedInProcedure
    .input(inputs.invitation.one)
    .mutation(({ ctx, input: { invitationId, ...to } }) =>
      command(ctx, 'invitation.resend', to, { invitationId, locale: ctx.locale }),
    ),
  cancel: signedInProcedure
    .input(inputs.invitation.one)
    .mutation(({ ctx, input: { invitationId, ...to } }) =>
      command(ctx, 'invitation.cancel', to, { invitationId }),
    ),
  changeGrants: signedInProcedure
    .input(inputs.invitation.changeGrants)
    .mutation(({ ctx, input: { invitationId, grants, ...to } }) =>
      command(ctx, 'invitation.changeGrants', to, { invitationId, grants }),
    ),
  // A mutation although it changes nothing: the secret travels in a POST's body, never in a URL.
  open: publicProcedure
    .input(inputs.invitation.open)
    .mutation(({ ctx, input }) => openInvitation(ctx, input)),
  createAccount: publicProcedure
    .input(inputs.invitation.createAccount)
    .mutation(({ ctx, input }) => createAccount(ctx, input)),
  accept: signedInProcedure
    .input(inputs.invitation.accept)
    .mutation(({ ctx, input }) => acceptInvitation(ctx, input)),
  decline: publicProcedure
    .input(inputs.invitation.decline)
    .mutation(({ ctx, input }) => declineInvitation(ctx, input)),
})
