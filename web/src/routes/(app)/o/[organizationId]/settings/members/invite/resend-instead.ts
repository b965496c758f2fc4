import { toast } from 'svelte-sonner'
import type { Seen } from '#lib/addresses/recipients.ts'
import { api, type Inputs } from '#lib/api/client.ts'
import { createCommand, type Command } from '#lib/api/command.ts'
import { failureOf, type Failure } from '#lib/api/failure.ts'
import { m } from '#lib/paraglide/messages.js'

type Options = {
  organizationId: string
  ondone: (recipient: Seen & { key: string }) => void
  onrefused: (recipient: Seen & { key: string }, failure: Failure) => void
}

/** The way out for who is invited already: their invitation is sent anew (R14). */
export function createResendInstead({ organizationId, ondone, onrefused }: Options) {
  const resend = createCommand(
    (input: Command<Inputs['invitation']['resend']>) => api.invitation.resend.mutate(input),
    ({ email }) => void toast.success(m.resent({ email })),
  )
  return {
    get isPending() {
      return resend.isPending
    },
    resend(recipient: Seen) {
      const { key, standing } = recipient
      if (resend.isPending || key === null || standing.kind !== 'refused') return
      const { invitationId } = standing
      if (invitationId === undefined) return
      resend.mutate(
        { organizationId, invitationId },
        {
          onSuccess: () => ondone({ ...recipient, key }),
          onError: (error) => onrefused({ ...recipient, key }, failureOf(error)),
        },
      )
    },
  }
}
