import type { QueryClient } from '@tanstack/svelte-query'
import { queries } from '#lib/api/queries.ts'

/** The organization's version, asked for now: nothing that was asked before will do. Undefined where it can't be told. */
export async function versionNow(
  queryClient: QueryClient,
  organizationId: string,
): Promise<number | undefined> {
  const { queryKey } = queries.viewer()
  await queryClient.invalidateQueries({ queryKey })
  const { data, isInvalidated } = queryClient.getQueryState(queryKey) ?? {}
  if (isInvalidated) return undefined
  return data?.memberships.find(({ organization: { id } }) => id === organizationId)?.version
}
