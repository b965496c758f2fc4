import { invitationRouter } from './invitation.ts'
import { memberRouter } from './member.ts'
import { organizationRouter } from './organization.ts'
import { router } from './trpc.ts'
import { viewerRouter } from './viewer.ts'
import { workspaceRouter } from './workspace.ts'

export const appRouter = router({
  viewer: viewerRouter,
  organization: organizationRouter,
  workspace: workspaceRouter,
  member: memberRouter,
  invitation: invitationRouter,
})

export type AppRouter = typeof appRouter
