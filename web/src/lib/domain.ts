/** The one door to what the worker shares with the app: shapes, and the pure rules that both sides read the same way. */
export { addressKey } from '../../../worker/domain/address.ts'
export {
  bookmarkHeader,
  bookmarkLifetimeMs,
  bookmarksIn,
  latestOf,
  markOf,
} from '../../../worker/domain/bookmark.ts'
export { closings, ping, pong, type LiveMessage } from '../../../worker/domain/live.ts'
export { cleanName } from '../../../worker/domain/name.ts'
export { can, isWithinCeiling, organizationRoles } from '../../../worker/domain/roles.ts'
export type { Topic } from '../../../worker/domain/concern.ts'
export type { MailFailure } from '../../../worker/domain/mail.ts'
export type { Ability, RefusalReason } from '../../../worker/domain/refusal.ts'
export type {
  Grant,
  GrantChange,
  OrganizationRole,
  WorkspaceRole,
} from '../../../worker/domain/roles.ts'
export type {
  InvitationView,
  InviteOutcome,
  MemberView,
  Page,
  PersonView,
  RemovalPreview,
  SessionView,
  TimelineEntry,
  ViewerOptions,
  ViewerView,
  WorkspaceView,
} from '../../../worker/domain/views.ts'
