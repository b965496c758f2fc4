import type { QueryClient } from '@tanstack/svelte-query'
import { awaitsMail, organizationKey, queries, type InvitationList } from '#lib/api/queries.ts'
import type { Topic } from '#lib/domain.ts'
import { isConcerned } from './topics.ts'

/** Has read again what is shown of what changed. A hidden page reads it when it is looked at again. */
export function refresh(
  queryClient: QueryClient,
  organizationId: string,
  changed: ReadonlySet<Topic>,
): void {
  const refetchType = document.visibilityState === 'visible' ? 'active' : 'none'
  // The name of the organization is read with its viewer.
  if (changed.has('viewer') || changed.has('organization')) {
    void queryClient.invalidateQueries({ queryKey: queries.viewer().queryKey, refetchType })
  }
  void queryClient.invalidateQueries({
    queryKey: organizationKey(organizationId),
    predicate: ({ queryKey }) => isConcerned(queryKey, changed),
    refetchType,
  })
}

/** What became of a mail raises no version: the lists that wait for one are read again in any case. */
export function refreshMailsOnTheirWay(queryClient: QueryClient, organizationId: string): void {
  void queryClient.invalidateQueries({
    queryKey: [...organizationKey(organizationId), 'invitations'],
    predicate: ({ state }) => awaitsMail(state.data as InvitationList | undefined),
  })
}
