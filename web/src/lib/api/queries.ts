import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/svelte-query'
import type { PersonView } from '#lib/domain.ts'
import { live } from '#lib/live/state.svelte.ts'
import { api, type Inputs, type Outputs } from './client.ts'

export type MemberPage = Omit<Inputs['member']['list'], 'organizationId'>
export type InvitationPage = Omit<Inputs['invitation']['list'], 'organizationId'>
export type InvitationList = Outputs['invitation']['list']

/** How often the list is read again while a mail of it is on its way and nobody tells of it, in milliseconds. */
const whileMailIsOnItsWay = 3_000

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
  /** What this deployment lets whoever is signed in do: it does not change while the app is open. */
  options: () =>
    queryOptions({
      queryKey: ['options'],
      queryFn: ({ signal }) => api.viewer.options.query(undefined, { signal }),
      staleTime: Infinity,
    }),
  sessions: () =>
    queryOptions({
      queryKey: ['sessions'],
      queryFn: ({ signal }) => api.viewer.sessions.query(undefined, { signal }),
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
  workspaceUsage: (organizationId: string, workspaceId: string) =>
    queryOptions({
      queryKey: [...organizationKey(organizationId), 'workspaceUsage', workspaceId],
      queryFn: ({ signal }) =>
        api.workspace.usage.query({ organizationId, workspaceId }, { signal }),
    }),
  /** Those with a grant in a workspace, page after page. */
  workspaceMembers: (organizationId: string, workspaceId: string) =>
    infiniteQueryOptions({
      queryKey: [...organizationKey(organizationId), 'workspaceMembers', workspaceId],
      queryFn: ({ signal, pageParam: cursor }) =>
        api.member.list.query({ organizationId, workspaceId, cursor, sort: 'name' }, { signal }),
      initialPageParam: null as string | null,
      getNextPageParam: ({ nextCursor }) => nextCursor,
    }),
  members: (organizationId: string, page: MemberPage) =>
    queryOptions({
      queryKey: [...organizationKey(organizationId), 'members', page],
      queryFn: ({ signal }) => api.member.list.query({ organizationId, ...page }, { signal }),
      placeholderData: keepPreviousData,
    }),
  /** The viewer as a member: their workspace roles, and whether they may leave. */
  ownMembership: (organizationId: string, viewer: PersonView) =>
    queryOptions({
      queryKey: [...organizationKey(organizationId), 'ownMembership', viewer.id],
      queryFn: async ({ signal }) => {
        const page = { organizationId, search: viewer.email, limit: 100 }
        const { items } = await api.member.list.query(page, { signal })
        return items.find(({ userId }) => userId === viewer.id) ?? null
      },
    }),
  /** What removing a member takes with it. */
  removalPreview: (organizationId: string, userId: string) =>
    queryOptions({
      queryKey: [...organizationKey(organizationId), 'removalPreview', userId],
      queryFn: ({ signal }) =>
        api.member.removalPreview.query({ organizationId, userId }, { signal }),
    }),
  timeline: (organizationId: string, invitationId: string) =>
    queryOptions({
      queryKey: [...organizationKey(organizationId), 'timeline', invitationId],
      queryFn: ({ signal }) =>
        api.invitation.timeline.query({ organizationId, invitationId }, { signal }),
    }),
  invitations: (organizationId: string, page: InvitationPage) => {
    const isTold = live.state === 'open'
    return queryOptions({
      queryKey: [...organizationKey(organizationId), 'invitations', page],
      queryFn: ({ signal }) => api.invitation.list.query({ organizationId, ...page }, { signal }),
      placeholderData: keepPreviousData,
      refetchInterval: ({ state }) =>
        !isTold && awaitsMail(state.data) ? whileMailIsOnItsWay : false,
    })
  },
}

/** Whether what became of a mail of a list is still to be told. */
export function awaitsMail(list: InvitationList | undefined): boolean {
  return list?.items.some(({ delivery }) => delivery.state === 'queued') ?? false
}
