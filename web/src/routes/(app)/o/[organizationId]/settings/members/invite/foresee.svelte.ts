import { api, type Inputs } from '#lib/api/client.ts'
import { inChunks } from '#lib/invitations/in-chunks.ts'
import { isSendable } from '#lib/addresses/recipients.ts'
import type { Draft } from './draft.svelte.ts'

type Invitation = Inputs['invitation']['createMany']['invitations'][number]

/** How long the list must have rested before the server is asked, in milliseconds. */
const pauseMs = 400

/**
 * Asks the server what would happen with those of the list of whom that isn't known, whenever the list has changed
 * and rested. That it can't be told is no trouble: sending tells it.
 */
export function foresee(
  draft: Draft,
  organizationId: string,
  terms: () => Omit<Invitation, 'email'>,
  isPaused: () => boolean,
) {
  const unasked = $derived(
    draft.seen.filter(isSendable).filter(({ standing }) => standing.kind === 'unknown'),
  )
  $effect(() => {
    if (unasked.length === 0 || isPaused()) return
    const asked = unasked
    const offer = terms()
    const leave = new AbortController()
    const timer = setTimeout(() => {
      void inChunks(
        asked,
        async (chunk) => {
          const invitations = chunk.map(({ text }) => ({ email: text, ...offer }))
          const { items } = await api.invitation.createMany.mutate(
            { organizationId, dryRun: true, invitations },
            { signal: leave.signal },
          )
          if (!leave.signal.aborted)
            draft.hear(
              chunk.map(({ key }) => key),
              items,
            )
          return true
        },
        { signal: leave.signal },
      )
    }, pauseMs)
    return () => {
      clearTimeout(timer)
      leave.abort()
    }
  })
}
