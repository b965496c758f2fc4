import type { QueryClient } from '@tanstack/svelte-query'
import { queries } from '#lib/api/queries.ts'
import { readInvitesView } from '#lib/url-state/invites-view.ts'
import { readMembersView } from '#lib/url-state/members-view.ts'
import { invitesPage, membersPage } from '#lib/url-state/pages.ts'

export type SettingsPart = 'general' | 'members' | 'workspaces' | 'profile'

/** Reads what a page of the settings shows first, for whoever is about to open it; nothing that was just read. */
export function readAhead(
  queryClient: QueryClient,
  organizationId: string,
  part: SettingsPart,
): void {
  if (part === 'members') {
    const nothing = new URLSearchParams()
    void queryClient.prefetchQuery(queries.stats(organizationId))
    void queryClient.prefetchQuery(
      queries.invitations(organizationId, invitesPage(readInvitesView(nothing))),
    )
    void queryClient.prefetchQuery(
      queries.members(organizationId, membersPage(readMembersView(nothing))),
    )
  }
  if (part === 'members' || part === 'workspaces') {
    void queryClient.prefetchQuery(queries.workspaces(organizationId))
  }
  if (part === 'profile') void queryClient.prefetchQuery(queries.sessions())
}
