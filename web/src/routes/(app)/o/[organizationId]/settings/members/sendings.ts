import { toast } from 'svelte-sonner'
import { api, type Inputs } from '#lib/api/client.ts'
import { createRowCommand } from '#lib/api/row-command.svelte.ts'
import type { InvitationView } from '#lib/domain.ts'
import { m } from '#lib/paraglide/messages.js'

export type Sendings = ReturnType<typeof createSendings>

type Input = Inputs['invitation']['resend']

/** Resends and approves invitations of a list. `onapproved`: what was clicked is no more. */
export function createSendings(onapproved: (invitation: InvitationView) => void) {
  const idOf = ({ invitationId }: Input) => invitationId
  return {
    resend: createRowCommand<Input, InvitationView>(
      idOf,
      (input) => api.invitation.resend.mutate(input),
      ({ email }) => void toast.success(m.resent({ email })),
    ),
    approve: createRowCommand<Input, InvitationView>(
      idOf,
      (input) => api.invitation.approve.mutate(input),
      (invitation) => {
        toast.success(m.approved({ email: invitation.email }))
        onapproved(invitation)
      },
    ),
  }
}
