import { goto, preloadCode } from '$app/navigation'
import { useQueryClient } from '@tanstack/svelte-query'
import { organizationKey, queries } from '#lib/api/queries.ts'

/** Makes what leads away from an organization that is not the viewer's any more, to another one or to the start. */
export function createWayOut() {
  const queryClient = useQueryClient()
  const { queryKey } = queries.viewer()
  return async (organizationId: string): Promise<void> => {
    // The start leads to an organization that is still the viewer's, so it has to know which are not.
    await preloadCode('/(app)')
    queryClient.setQueryData(
      queryKey,
      (viewer) =>
        viewer && {
          ...viewer,
          memberships: viewer.memberships.filter(
            ({ organization }) => organization.id !== organizationId,
          ),
        },
    )
    await goto('/')
    queryClient.removeQueries({ queryKey: organizationKey(organizationId) })
    await queryClient.invalidateQueries({ queryKey })
  }
}
