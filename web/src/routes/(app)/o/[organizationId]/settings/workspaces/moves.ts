import { useQueryClient } from '@tanstack/svelte-query'
import { toast } from 'svelte-sonner'
import { api, type Inputs } from '#lib/api/client.ts'
import { queries } from '#lib/api/queries.ts'
import { createRowCommand } from '#lib/api/row-command.svelte.ts'
import type { WorkspaceView } from '#lib/domain.ts'
import { isolate } from '#lib/format/isolate.ts'
import { useOrganization } from '#lib/organization/context.ts'
import { m } from '#lib/paraglide/messages.js'

export type Moves = ReturnType<typeof createMoves>

type Input = Inputs['workspace']['archive']

/** Archives and restores workspaces of the page. `onmove`: it leaves one list for the other, now. */
export function createMoves(onmove: (workspace: WorkspaceView) => void) {
  const organization = useOrganization()
  const queryClient = useQueryClient()
  const idOf = ({ workspaceId }: Input) => workspaceId

  const archive = createRowCommand<Input, WorkspaceView>(
    idOf,
    (input) => api.workspace.archive.mutate(input),
    (archived, input) => {
      move(archived)
      toast.success(m.workspace_archived({ name: isolate(archived.name) }), {
        action: { label: m.undo(), onClick: () => void restore.begin(input) },
      })
    },
  )
  const restore = createRowCommand<Input, WorkspaceView>(
    idOf,
    (input) => api.workspace.restore.mutate(input),
    (restored) => {
      move(restored)
      toast.success(m.workspace_restored({ name: isolate(restored.name) }))
    },
  )

  /** It stands in the other list at once. */
  function move(workspace: WorkspaceView) {
    onmove(workspace)
    queryClient.setQueryData(
      queries.workspaces(organization.id).queryKey,
      (list) =>
        list && { items: list.items.map((one) => (one.id === workspace.id ? workspace : one)) },
    )
  }

  return { archive, restore }
}
