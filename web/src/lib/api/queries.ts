import { keepPreviousData, queryOptions } from '@tanstack/svelte-query'
import { api, type Inputs } from './client.ts'

type MemberPage = Omit<Inputs['member']['list'], 'organizationId'>
type InvitationPage = Omit<Inputs['invitation']['list'], 'organizationId'>

/** Everything that is kept of one organization begins with this key. */
export const organizationKey = (organizationId: string) => ['organization', organizationId] as const

/** Keys and calls of every query, in one place. */
export const queries = {
  viewer: () =>
    queryOptions({
      queryKey: ['viewer'],
      queryFn: ({ signal }) => api.viewer.get.query(undefined, { signal }),
      staleTime: 60_000,
    }),
  stats: (organizationId: string) =>
    queryOptions({
      queryKey: [...organizationKey(organizationId), 'stats'],
      queryFn: ({ signal }) => api.organization.stats.query({ organizationId }, { signal }),
    }),
  workspaces: (organizationId: string) =>
    queryOptions({
      queryKey: [...organizationKey(organizationId), 'workspaces'],
      queryFn: ({ signal }) => api.workspace.list.query({ organizationId }, { signal }),
    }),
  members: (organizationId: string, page: MemberPage = {}) =>
    queryOptions({
      queryKey: [...organizationKey(organizationId), 'members', page],
      queryFn: ({ signal }) => api.member.list.query({ organizationId, ...page }, { signal }),
      placeholderData: keepPreviousData,
    }),
  invitations: (organizationId: string, page: InvitationPage = {}) =>
    queryOptions({
      queryKey: [...organizationKey(organizationId), 'invitations', page],
      queryFn: ({ signal }) => api.invitation.list.query({ organizationId, ...page }, { signal }),
      placeholderData: keepPreviousData,
    }),
}
