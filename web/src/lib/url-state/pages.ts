import type { InvitesView } from './invites-view.ts'
import type { MembersView } from './members-view.ts'

/** Rows that a list shows at once. */
export const pageSize = 25

export const membersFilter = ({ search, role, workspaceId }: MembersView) => ({
  search: search || undefined,
  role: role ?? undefined,
  workspaceId: workspaceId ?? undefined,
})

/** What is asked of the API for a view of members. */
export const membersPage = (view: MembersView) => ({
  ...membersFilter(view),
  sort: view.sort,
  direction: view.direction,
  cursor: view.place.cursor,
  limit: pageSize,
})

export const invitesFilter = ({ search, status, workspaceId }: InvitesView) => ({
  search: search || undefined,
  status: status ?? undefined,
  workspaceId: workspaceId ?? undefined,
})

/** What is asked of the API for a view of pending invites. */
export const invitesPage = (view: InvitesView) => ({
  ...invitesFilter(view),
  cursor: view.place.cursor,
  limit: pageSize,
})
