import { toast } from 'svelte-sonner'
import { api, type Inputs } from '#lib/api/client.ts'
import { createRowCommand } from '#lib/api/row-command.svelte.ts'
import type { MemberView } from '#lib/domain.ts'
import { isolate } from '#lib/format/isolate.ts'
import { m } from '#lib/paraglide/messages.js'
import { roleName } from '#lib/roles/names.ts'

export type RoleChanges = ReturnType<typeof createRoleChanges>

const nextStepMs = 12_000

/** Gives members of a list another role. `ongrant`: whoever was lowered is to be given workspaces. */
export function createRoleChanges(ongrant: (member: MemberView) => void) {
  return createRowCommand<Inputs['member']['changeRole'], MemberView>(
    ({ userId }) => userId,
    (input) => api.member.changeRole.mutate(input),
    (changed) => {
      const { name, role } = changed
      const title = m.role_changed({ name: isolate(name), role: roleName(role) })
      if (role !== 'member') toast.success(title, { description: m.role_raised() })
      else
        toast.success(title, {
          description: m.role_lowered(),
          duration: nextStepMs,
          // What most often comes next: it can be done from the toast.
          action: { label: m.manage_workspace_access(), onClick: () => ongrant(changed) },
        })
    },
  )
}
